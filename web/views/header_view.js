/** The page's title and what concerns the whole page: undo, redo, link, theme, help. */
import { setChoice } from './control.js';
import { element } from './dom.js';

/**
 * @typedef {import('../types.js').State} State
 * @typedef {import('../types.js').ViewState} ViewState
 *
 * @typedef {object} HeaderCommands
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => void} copyLink
 * @property {() => void} share
 * @property {(theme: ViewState['theme']) => void} setTheme
 * @property {() => void} help
 * @property {(name: 'write' | 'train') => void} toggleDoor
 */

/** What can be opened. */
const DOORS = /** @type {const} */ ([
  ['write', 'Write'],
  ['train', 'Train'],
]);

/**
 * @param {HTMLElement} root has the settings in it already
 * @param {HeaderCommands} commands
 */
export function createHeader(root, commands) {
  const undo = tool('Undo', '↶', commands.undo);
  const redo = tool('Redo', '↷', commands.redo);
  const link = tool('Copy link', '', commands.copyLink);
  const share = tool('Share', '', commands.share);
  share.classList.add('tool-share');
  const help = tool('Help', '?', commands.help);
  // Small screens show its second word alone.
  link.replaceChildren(element('span', { class: 'tool-verb' }, 'Copy '), 'link');
  const theme = element('select', { id: 'header-theme' });
  for (const choice of ['auto', 'light', 'dark']) {
    theme.append(element('option', { value: choice }, choice));
  }
  theme.addEventListener('change', () =>
    commands.setTheme(/** @type {ViewState['theme']} */ (theme.value)),
  );
  const doors = DOORS.map(([name, label]) => {
    const button = tool(label, '', () => commands.toggleDoor(name));
    button.id = `header-${name}`;
    button.setAttribute('aria-controls', name);
    return { name, button };
  });
  root.prepend(
    element(
      'div',
      { class: 'title-row' },
      element('h1', {}, 'Attention Playground'),
      element(
        'div',
        { class: 'doors', role: 'group', 'aria-label': 'More to do' },
        ...doors.map(({ button }) => button),
      ),
      element(
        'div',
        { class: 'tools', role: 'group', 'aria-label': 'Page' },
        undo,
        redo,
        link,
        share,
        element('div', { class: 'control' }, element('label', { for: theme.id }, 'theme'), theme),
        help,
      ),
    ),
  );

  return {
    /**
     * @param {State} state
     * @param {{ canUndo: boolean, canRedo: boolean }} steps
     */
    show({ view }, { canUndo, canRedo }) {
      undo.disabled = !canUndo;
      redo.disabled = !canRedo;
      setChoice(theme, view.theme);
      for (const { name, button } of doors) {
        button.setAttribute('aria-expanded', String(view.door === name));
      }
    },
  };
}

/**
 * @param {string} name
 * @param {string} sign shown instead of the name where there is one
 * @param {() => void} run
 */
function tool(name, sign, run) {
  const button = element('button', { type: 'button', class: 'quiet' }, sign || name);
  if (sign) {
    button.setAttribute('aria-label', name);
    button.title = name;
  }
  button.addEventListener('click', run);
  return button;
}
