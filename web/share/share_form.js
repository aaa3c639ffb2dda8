/** What the share dialog asks: which views, which settings are shown and locked, how high, what is asked first. */
import { CONTROLS, VIEWS } from '../elements/attributes.js';
import { labelled } from '../views/control.js';
import { element } from '../views/dom.js';

/** @typedef {import('./share_lines.js').ShareSettings} ShareSettings */

/** Writing and training have links of their own. */
const OFFERED = VIEWS.filter((view) => view !== 'generate' && view !== 'train');
const FIRST_VIEWS = ['arcs', 'matrix'];
const FIRST_CONTROLS = ['text', 'mask', 'head', 'cell'];
const FIRST_HEIGHT = 560;

/** @param {string} name @param {boolean} isOn */
function tick(name, isOn) {
  const input = element('input', { type: 'checkbox', value: name, checked: isOn });
  return { input, label: element('label', {}, input, ` ${name}`) };
}

/** @param {string} name */
function createRow(name) {
  const shown = element('input', {
    type: 'checkbox',
    'aria-label': `show ${name}`,
    checked: FIRST_CONTROLS.includes(name),
  });
  const locked = element('input', { type: 'checkbox', 'aria-label': `lock ${name}` });
  const row = element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element('td', {}, shown),
    element('td', {}, locked),
  );
  return { name, shown, locked, row };
}

/** @param {() => void} onChange */
export function createShareForm(onChange) {
  const views = OFFERED.map((name) => tick(name, FIRST_VIEWS.includes(name)));
  const rows = CONTROLS.map(createRow);
  const height = element('input', {
    ...{ id: 'share-height', type: 'number', min: 120, max: 5000, step: 20, value: FIRST_HEIGHT },
    class: 'small-number',
  });
  const ask = element('input', { id: 'share-ask', type: 'text', placeholder: 'it', size: 12 });
  const head = element(
    'tr',
    {},
    ...['setting', 'shown', 'locked'].map((name) => element('th', { scope: 'col' }, name)),
  );
  const root = element(
    'form',
    { class: 'share-form' },
    element(
      'fieldset',
      {},
      element('legend', {}, 'What is shown'),
      element('div', { class: 'share-views' }, ...views.map(({ label }) => label)),
    ),
    element(
      'fieldset',
      {},
      element('legend', {}, 'What can be changed'),
      element(
        'table',
        {},
        element('thead', {}, head),
        element('tbody', {}, ...rows.map(({ row }) => row)),
      ),
    ),
    labelled('height', height),
    labelled('predict first: ask for the token', ask),
  );
  root.addEventListener('input', onChange);
  root.addEventListener('submit', (event) => event.preventDefault());

  return {
    root,
    /** @returns {ShareSettings} */
    read() {
      const chosen = views.filter(({ input }) => input.checked).map(({ input }) => input.value);
      return {
        views: chosen.length > 0 ? chosen : FIRST_VIEWS,
        height: Math.max(120, Math.min(5000, Math.round(Number(height.value)) || FIRST_HEIGHT)),
        controls: rows.filter(({ shown }) => shown.checked).map(({ name }) => name),
        locked: rows.filter(({ locked }) => locked.checked).map(({ name }) => name),
        ask: ask.value.trim(),
      };
    },
  };
}
