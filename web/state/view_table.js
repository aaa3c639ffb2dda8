/**
 * The one table of what is looked at: none of it causes a recompute. `link` is the name in the URL's hash.
 * Heads count from 1 there (`head=2.3`, `head=2.mean`), cells from 0 (`cell=query,key`).
 */

/**
 * @typedef {import('../types.js').ViewState} ViewState
 * @typedef {{ link: string, type: 'head' }} HeadProperty
 * @typedef {{ link: string, type: 'cell' }} CellProperty
 * @typedef {{ link: keyof ViewState, type: 'choice', default: string, choices: readonly string[] }} ChoiceProperty
 * @typedef {{ link: keyof ViewState, type: 'switch', default: boolean }} SwitchProperty
 * @typedef {{ link: keyof ViewState, type: 'settings', default: string }} SettingsProperty name:value,name:value; the
 *   door that they belong to reads them
 * @typedef {HeadProperty | CellProperty | ChoiceProperty | SwitchProperty | SettingsProperty} ViewProperty
 */

/** @type {readonly ViewProperty[]} */
export const viewTable = Object.freeze([
  { link: 'head', type: 'head' },
  { link: 'cell', type: 'cell' },
  {
    link: 'step',
    type: 'choice',
    default: 'weights',
    choices: [
      'stream',
      'x',
      'wq',
      'wk',
      'wv',
      'q',
      'k',
      'v',
      'scores',
      'scaled',
      'masked',
      'weights',
      'output',
      'concat',
      'wo',
      'projected',
      'next',
    ],
  },
  {
    link: 'order',
    type: 'choice',
    default: 'layer',
    choices: ['layer', 'entropy', 'distance', 'sink', 'previous', 'diagonal'],
  },
  { link: 'theme', type: 'choice', default: 'auto', choices: ['auto', 'light', 'dark'] },
  { link: 'range', type: 'choice', default: 'fixed', choices: ['fixed', 'own'] },
  { link: 'lines', type: 'switch', default: false },
  { link: 'door', type: 'choice', default: 'none', choices: ['none', 'write', 'train'] },
  { link: 'train', type: 'settings', default: '' },
  { link: 'write', type: 'settings', default: '' },
]);
