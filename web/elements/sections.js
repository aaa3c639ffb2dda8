/** Which parts of the playground a view is made of, and where they stand in the element. */
import { element } from '../views/dom.js';

/** @typedef {import('./attributes.js').ViewName} ViewName */
/** @typedef {keyof typeof LABELS} SectionName */

/** As on the page: the style sheets know them by these ids. */
const LABELS = {
  controls: 'Settings',
  text: 'Sentence',
  row: 'What this token attends to',
  'pipeline-strip': 'Steps of attention',
  matrix: 'Matrix',
  heads: 'Heads',
  cell: 'This cell, by hand',
  pipeline: 'All steps',
  write: 'Write',
  train: 'Train a model',
};

/** @type {Record<ViewName, SectionName[]>} */
const SECTIONS = {
  text: [],
  arcs: ['row'],
  matrix: ['matrix'],
  heads: ['heads'],
  cell: ['cell'],
  pipeline: ['pipeline'],
  generate: ['write'],
  train: ['train'],
  all: ['row', 'pipeline-strip', 'matrix', 'heads', 'cell', 'pipeline'],
};

/** Views that are about the tokens: their chips are shown. @type {ViewName[]} */
const WITH_CHIPS = ['text', 'arcs', 'cell', 'all'];
/** Views that have no trace. @type {ViewName[]} */
const WITHOUT_TRACE = ['generate', 'train'];

/** What a view offers where its author does not say. @type {Partial<Record<ViewName, string[]>>} */
const CONTROLS = {
  generate: [],
  train: [],
  all: [
    ...['text', 'model', 'tokenizer', 'mask', 'scale', 'temperature', 'layers', 'heads', 'width'],
    ...['seed', 'head', 'step', 'cell', 'ablate', 'examples'],
  ],
};
const USUAL = ['text', 'mask', 'head', 'cell', 'ablate'];

/** @param {ViewName[]} views */
export const hasTrace = (views) => views.some((view) => !WITHOUT_TRACE.includes(view));

/** @param {import('./attributes.js').Offer} offer @returns {ReadonlySet<string>} */
export const offeredControls = ({ views, controls }) =>
  controls ?? new Set(views.flatMap((view) => CONTROLS[view] ?? USUAL));

/**
 * @param {ViewName[]} views
 * @param {ReadonlySet<string>} controls
 * @param {string} note what is said of weights that no model of the playground's was measured on
 */
export function createSections(views, controls, note) {
  const names = new Set(views.flatMap((view) => SECTIONS[view]));
  const strip = controls.has('step') && views.includes('matrix');
  const traced = hasTrace(views);
  const order = /** @type {SectionName[]} */ (Object.keys(LABELS)).filter(
    (name) =>
      names.has(name) ||
      (traced && (name === 'controls' || name === 'text')) ||
      (strip && name === 'pipeline-strip'),
  );
  /** @type {Map<string, HTMLElement>} */
  const roots = new Map();
  for (const name of order) {
    // Groups, not landmarks: a lesson has many embeds with the same parts.
    const section = element('div', {
      ...{ id: name, part: name, role: 'group', 'aria-label': LABELS[name] },
    });
    roots.set(name, section);
  }
  const { matrix, heads, cell } = Object.fromEntries(roots);
  matrix?.append(element('p', { id: 'random-notice', hidden: true }, note));
  const beside = [matrix, heads, cell].filter(Boolean);
  const bench = beside.length > 1 ? [element('div', { class: 'bench' }, ...beside)] : beside;
  const before = [...roots.values()].filter((root) => !beside.includes(root));
  const after = before.filter(({ id }) => ['pipeline', 'write', 'train'].includes(id));
  return {
    roots,
    nodes: [...before.filter((root) => !after.includes(root)), ...bench, ...after],
    showsChips: views.some((view) => WITH_CHIPS.includes(view)),
    showsArcs: views.some((view) => view === 'arcs' || view === 'all'),
  };
}
