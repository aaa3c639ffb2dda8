/** The views of an embed's sections. */
import { createAnswerView } from '../views/answer_view.js';
import { createCellView } from '../views/cell_view.js';
import { exampleGroups } from '../views/example_texts.js';
import { createHeadsView } from '../views/heads_view.js';
import { createHideWord } from '../views/hide_word.js';
import { createMatrixView } from '../views/matrix_view.js';
import { createNextWords } from '../views/next_words.js';
import { createPipelineStrip } from '../views/pipeline_strip.js';
import { createPipelineView } from '../views/pipeline_view.js';
import { createRowView } from '../views/row_view.js';
import { createDoorPanels } from './door_panels.js';

/**
 * @typedef {import('../types.js').View} View
 * @typedef {import('../types.js').Actions} Actions
 */

/**
 * @param {ReturnType<typeof import('./sections.js').createSections>} sections
 * @param {Actions} actions
 * @param {boolean} isOwn one's own weights, without queries, keys and values
 */
export function createPanels({ roots, showsChips }, actions, isOwn) {
  /** @type {View[]} */
  const views = [];
  const doors = createDoorPanels(roots, actions);
  /** @param {string} name @param {(...root: [HTMLElement]) => View} create */
  const add = (name, create) => {
    const root = roots.get(name);
    if (root) views.push(create(root));
  };
  /** @type {ReturnType<typeof createCellView> | null} */
  let cell = null;
  if (!isOwn) {
    if (showsChips) {
      add('text', (root) => createHideWord(root, actions));
      add('text', (root) => createNextWords(root, actions));
    }
    add('row', (root) => createRowView(root, actions));
    add('row', (root) => createAnswerView(root, actions));
    add('pipeline-strip', (root) => createPipelineStrip(root, actions));
    add('cell', (root) => (cell = createCellView(root, actions)));
    add('pipeline', (root) => createPipelineView(root, actions));
  }
  add('matrix', (root) =>
    createMatrixView(root, actions, (step, column) => cell?.explain(step, column)),
  );
  add('heads', (root) => createHeadsView(root, actions));
  return { views, exampleGroups, ...doors };
}
