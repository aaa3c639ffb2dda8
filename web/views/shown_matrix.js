/** What the large matrix shows of a trace: the step's numbers, and the rows that a head's name was not earned on. Pure. */
import { changesOf, roleOf } from './head_role.js';
import { matrixOf } from './steps.js';
import { untestedRows } from './tested_rows.js';

/**
 * @param {import('./steps.js').Step} step
 * @param {import('../types.js').Frame} frame  with a selection, and the slices of `slicesOf`
 */
export function shownMatrix(step, frame) {
  const { trace } = frame;
  const { layer, head } = /** @type {import('../types.js').Selection} */ (frame.selection);
  const role = step.perHead ? roleOf(trace.facts, layer, head) : null;
  // Of a model that is made to do what it did not learn, no row was tested.
  const wasTested = step.columns.selects !== null && changesOf(trace).length === 0;
  const fadedRows = wasTested ? untestedRows(trace.facts, role, trace.tokens) : null;
  return { role, matrix: { ...matrixOf(step, frame), fadedRows } };
}
