/** What the share dialog asks: which views, which settings are shown and locked, how high, what is asked first. */
import { CONTROLS, VIEWS } from '../elements/attributes.js';
import { isTrained, OWNED_BY_MODEL } from '../state/core_request.js';
import { labelled } from '../views/control.js';
import { element } from '../views/dom.js';

/** @typedef {import('./share_lines.js').ShareSettings} ShareSettings */

/** Writing and training have links of their own. */
const OFFERED = VIEWS.filter((view) => view !== 'generate' && view !== 'train');
const FIRST_VIEWS = ['arcs', 'matrix'];
const FIRST_CONTROLS = ['text', 'mask', 'head', 'cell', 'ablate'];
/** CSS pixels. */
const [LOWEST, HIGHEST] = [120, 5000];
/** Where the name says too little. @type {Record<string, string>} */
const MEANINGS = {
  head: 'head (which one)',
  step: 'step (the line of steps)',
  cell: 'cell (which token, which cell)',
  ablate: 'ablate (switch a head off)',
  examples: 'examples (the menu)',
};
/** Locked, these would be gone. */
const NEVER_LOCKED = ['ablate', 'examples'];
/** Where the choice stands above what comes of it, and is folded; as in the style sheet. */
const NARROW = '(max-width: 760px)';

/** @param {string} name @param {boolean} isOn */
function tick(name, isOn) {
  const input = element('input', { type: 'checkbox', value: name, checked: isOn });
  return { input, label: element('label', {}, input, ` ${name}`) };
}

/**
 * Whether an embed has the setting: a trained model fixes some, others belong to a view or to the sentence.
 * @param {string} name
 * @param {import('../types.js').State} state
 * @param {string[]} views
 * @param {boolean} isTextFree
 */
function canAppear(name, { request }, views, isTextFree) {
  const shows = (/** @type {string} */ view) => views.includes(view) || views.includes('all');
  if (OWNED_BY_MODEL.includes(name)) return !isTrained(request);
  if (name === 'ablate') return isTrained(request) && shows('arcs');
  if (name === 'step') return shows('matrix');
  return name !== 'examples' || isTextFree;
}

/** @param {string} name */
function createRow(name) {
  const shown = element('input', {
    type: 'checkbox',
    'aria-label': `show ${name}`,
    checked: FIRST_CONTROLS.includes(name),
  });
  const locked = element('input', {
    ...{ type: 'checkbox', 'aria-label': `lock ${name}`, hidden: NEVER_LOCKED.includes(name) },
  });
  const row = element(
    'tr',
    {},
    element('th', { scope: 'row' }, MEANINGS[name] ?? name),
    element('td', {}, shown),
    element('td', {}, locked),
  );
  return { name, shown, locked, row };
}

/** What has been chosen, while the choice is folded. @param {Omit<ShareSettings, 'needed'>} settings */
function inWords({ views, controls, locked, ask }) {
  const free = controls.filter((name) => !locked.includes(name));
  const question = ask ? `asks for “${ask}”; ` : '';
  return `${views.join(', ')}; ${question}can be changed: ${free.join(', ') || 'nothing'}`;
}

/** @param {...Node} fields */
function createFold(...fields) {
  const told = element('span', { class: 'soft' });
  const summary = element('summary', {}, element('span', {}, 'Choose what is shown'), ' ', told);
  const root = element('details', {}, summary, ...fields);
  const narrow = matchMedia(NARROW);
  const fold = () => (root.open = !narrow.matches);
  narrow.addEventListener('change', fold);
  fold();
  return { root, told };
}

/** @param {() => void} onChange */
export function createShareForm(onChange) {
  const views = OFFERED.map((name) => tick(name, FIRST_VIEWS.includes(name)));
  const rows = CONTROLS.map(createRow);
  const height = element('input', {
    ...{ id: 'share-height', type: 'number', min: LOWEST, max: HIGHEST, step: 20 },
    ...{ class: 'small-number', placeholder: 'auto' },
  });
  const ask = element('input', { id: 'share-ask', type: 'text', placeholder: 'it', size: 12 });
  const head = element(
    'tr',
    {},
    ...['setting', 'shown', 'locked'].map((name) => element('th', { scope: 'col' }, name)),
  );
  const { root: folded, told } = createFold(
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
    labelled('height in pixels, empty: as high as it needs', height),
    labelled('predict first: ask for the token', ask),
  );
  const root = element('form', { class: 'share-form' }, folded);
  root.addEventListener('input', onChange);
  root.addEventListener('submit', (event) => event.preventDefault());

  /** Offers what will appear, and to lock what is shown. @param {import('../types.js').State} state @param {string[]} chosen */
  function fit(state, chosen) {
    const [text] = rows;
    const isTextFree = text.shown.checked && !text.locked.checked;
    for (const { name, shown, locked, row } of rows) {
      row.hidden = !canAppear(name, state, chosen, isTextFree);
      locked.disabled = !shown.checked;
    }
  }

  return {
    root,
    /** @param {import('../types.js').State} state @returns {Omit<ShareSettings, 'needed'>} */
    read(state) {
      const ticked = views.filter(({ input }) => input.checked).map(({ input }) => input.value);
      const chosen = ticked.length > 0 ? ticked : FIRST_VIEWS;
      fit(state, chosen);
      const offered = rows.filter(({ row, shown }) => !row.hidden && shown.checked);
      const pixels = Math.round(Number(height.value));
      const settings = {
        views: chosen,
        height: pixels > 0 ? Math.max(LOWEST, Math.min(HIGHEST, pixels)) : 0,
        controls: offered.map(({ name }) => name),
        locked: offered.filter(({ locked }) => locked.checked).map(({ name }) => name),
        ask: ask.value.trim(),
      };
      told.textContent = inWords(settings);
      return settings;
    },
  };
}
