/** The panels below the sentence, each in its own part of the page. */
import { createCellView } from './views/cell_view.js';
import { createExportView } from './views/export_view.js';
import { createHeadsView } from './views/heads_view.js';
import { createMatrixView } from './views/matrix_view.js';
import { createPipelineStrip } from './views/pipeline_strip.js';
import { createPipelineView } from './views/pipeline_view.js';
import { createRowView } from './views/row_view.js';
import { createTableView } from './views/table_view.js';

/** @typedef {import('./types.js').View} View */

/**
 * @param {(id: string) => HTMLElement} root
 * @param {import('./types.js').Actions} actions
 * @returns {{ first: View[], later: View[] }} first: down to the large matrix
 */
export function createPanels(root, actions) {
  const cell = createCellView(root('cell'), actions);
  return {
    first: [
      createRowView(root('row'), actions),
      createPipelineStrip(root('pipeline-strip'), actions),
      createMatrixView(root('matrix'), actions, cell.explain),
    ],
    later: [
      createHeadsView(root('heads'), actions),
      cell,
      createPipelineView(root('pipeline'), actions),
      createExportView(root('export'), actions),
      createTableView(root('table'), actions),
    ],
  };
}
