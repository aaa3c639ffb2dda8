/**
 * The panels beside and below the large matrix, and what menus hold: fetched when the first picture is there, so that it
 * comes sooner.
 */
import { keepOffline } from './offline/keep_offline.js';
import { createCausalReaderView } from './views/causal_reader_view.js';
import { createCellView } from './views/cell_view.js';
import { createExportView } from './views/export_view.js';
import { createFailuresView } from './views/failures_view.js';
import { createHeadsView } from './views/heads_view.js';
import { createMeasuredView } from './views/measured_view.js';
import { createNextWords } from './views/next_words.js';
import { createPipelineView } from './views/pipeline_view.js';
import { createTableView } from './views/table_view.js';
import { fillExamples } from './views/examples_menu.js';
import { installTerms } from './views/term_definitions.js';

/** @typedef {import('./types.js').View} View */

/**
 * @param {(id: string) => HTMLElement} root
 * @param {import('./types.js').Actions} actions
 */
export function createLaterPanels(root, actions) {
  keepOffline();
  installTerms(document.body);
  const cell = createCellView(root('cell'), actions);
  const files = createExportView(root('export'), actions);
  /** @type {View[]} */
  const views = [
    createNextWords(root('text'), actions),
    createCausalReaderView(root('matrix'), actions),
    createFailuresView(root('matrix'), actions),
    createHeadsView(root('heads'), actions),
    cell,
    createMeasuredView(root('measured'), actions),
    createPipelineView(root('pipeline'), actions),
    files,
    createTableView(root('table'), actions),
  ];
  return { views, explain: cell.explain, fillExamples, pictures: files.pictures };
}
