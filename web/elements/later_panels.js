/** The views that the lite script leaves to a script beside it, and that the whole one has in it. */
import { createAnswerView } from '../views/answer_view.js';
import { createCellView } from '../views/cell_view.js';
import { fillExamples } from '../views/examples_menu.js';
import { createControlsView } from '../views/controls_view.js';
import { createHideWord } from '../views/hide_word.js';
import { createNextWords } from '../views/next_words.js';
import { createPipelineStrip } from '../views/pipeline_strip.js';
import { createPipelineView } from '../views/pipeline_view.js';
import { createRowView } from '../views/row_view.js';
import { laterStyleText } from './payload.js';
import { createRoles } from './roles.js';
import { adoptStyles } from './sheets.js';
import { installTerms } from '../views/term_definitions.js';

/** @typedef {import('../types.js').View} View */

/**
 * The views' makers: each makes one, when it is its turn.
 * @param {ReadonlyMap<string, HTMLElement>} roots
 * @param {import('../types.js').Actions} actions
 * @param {boolean} showsChips
 */
export function createLaterPanels(roots, actions, showsChips) {
  /** @type {(() => View)[]} */
  const makers = [];
  for (const root of roots.values()) adoptStyles(root, laterStyleText);
  /** @param {string} name @param {(...root: [HTMLElement]) => View} create */
  const add = (name, create) => {
    const root = roots.get(name);
    if (root) makers.push(() => create(root));
  };
  /** @type {ReturnType<typeof createCellView> | null} */
  let cell = null;
  if (showsChips) {
    add('text', (root) => createHideWord(root, actions));
    add('text', (root) => createNextWords(root, actions));
  }
  add('row', (root) => createRowView(root, actions));
  add('row', (root) => createAnswerView(root, actions));
  add('pipeline-strip', (root) => createPipelineStrip(root, actions));
  add('cell', (root) => (cell = createCellView(root, actions)));
  add('pipeline', (root) => createPipelineView(root, actions));
  return {
    makers,
    fillExamples,
    installTerms,
    createControlsView,
    createRoles,
    /** @param {string} step @param {number} column */
    explain: (step, column) => cell?.explain(step, column),
  };
}
