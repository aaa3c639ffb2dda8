/** The panels that the first picture is made of, each in its own part of the page: down to the large matrix. */
import { createAnswerView } from './views/answer_view.js';
import { createMatrixView } from './views/matrix_view.js';
import { createPipelineStrip } from './views/pipeline_strip.js';
import { createRowView } from './views/row_view.js';

/** @typedef {import('./types.js').View} View */

/**
 * @param {(id: string) => HTMLElement} root
 * @param {import('./types.js').Actions} actions
 * @param {Parameters<typeof createMatrixView>[2]} explain
 * @returns {View[]}
 */
export function createFirstPanels(root, actions, explain) {
  return [
    createRowView(root('row'), actions),
    createAnswerView(root('row'), actions),
    createPipelineStrip(root('pipeline-strip'), actions),
    createMatrixView(root('matrix'), actions, explain),
  ];
}
