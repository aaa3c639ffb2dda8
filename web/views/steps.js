/**
 * The steps of one head's arithmetic, in the order of the computing: which matrix each one is, what its rows and columns
 * are, and how it is coloured. Shapes: N tokens, D model width, K head width, H heads with H · K = D.
 */
import { isTrained } from '../state/core_request.js';
import { weightsKey } from '../state/weights_key.js';

/** @typedef {import('../types.js').Frame} Frame */
/** @typedef {import('../types.js').Step} StepName */

/**
 * @typedef {object} Axis
 * @property {string} title
 * @property {'length' | 'width' | 'headWidth'} size  where the trace keeps its length
 * @property {'query' | 'key' | null} selects  the part of the selection that a place on it is; null where the places are numbers of a vector
 */

/**
 * @typedef {object} Step
 * @property {StepName} name
 * @property {string} label  on buttons and in titles; `_` starts a subscript
 * @property {Axis} rows
 * @property {Axis} columns
 * @property {'sequential' | 'diverging'} palette
 * @property {boolean} perHead  false where all heads of a layer share the matrix
 * @property {boolean} masked  cells that are not allowed are hatched
 * @property {(layer: number, head: number) => import('../types.js').SliceKey} slice
 */

/**
 * @typedef {object} StepMatrix
 * @property {Float32Array} values  rows × columns, row-major
 * @property {number} rows
 * @property {number} columns
 * @property {Uint8Array | null} allowed  1 where allowed; null where the step has no mask
 * @property {Uint8Array | null} [fadedRows]  1 where a row stands back
 * @property {number} limit  the value at the end of the colours
 */

/** @type {(title: string, selects?: 'query' | 'key') => Axis} */
const tokens = (title, selects = 'query') => ({ title, size: 'length', selects });
/** @type {(of: string, size: 'width' | 'headWidth') => Axis} */
const dimension = (of, size) => ({ title: `dimension of ${of}`, size, selects: null });

const ASKS = tokens('query: the token that asks');
const ASKED = tokens('key: the token that is asked', 'key');
const TOKEN = tokens('token');
const OF_X = dimension('x', 'width');
const OF_Q = dimension('q', 'headWidth');
const OF_K = dimension('k', 'headWidth');
const OF_V = dimension('v', 'headWidth');
const OF_OUTPUT = dimension('the output', 'headWidth');
const OF_CONCAT = dimension('concat', 'width');

/** @type {(name: StepName, label: string, rows: Axis, columns: Axis, slice: Step['slice'], more?: Partial<Step>) => Step} */
const step = (name, label, rows, columns, slice, more = {}) => ({
  ...{ name, label, rows, columns, slice },
  ...{ palette: 'diverging', perHead: true, masked: false },
  ...more,
});
const shared = { perHead: false };

/** @type {Step['slice']} */
const inputOf = (layer) => ['input', layer];
const X = step('x', 'x', TOKEN, OF_X, inputOf, shared);
const WEIGHTS = step(
  'weights',
  'weights',
  ASKS,
  ASKED,
  (layer, head) => weightsKey({ layer, head }),
  {
    palette: 'sequential',
    masked: true,
  },
);

const AFTER_X = [
  step('wq', 'W_Q', OF_X, OF_Q, (layer, head) => ['queryMatrix', layer, head]),
  step('wk', 'W_K', OF_X, OF_K, (layer, head) => ['keyMatrix', layer, head]),
  step('wv', 'W_V', OF_X, OF_V, (layer, head) => ['valueMatrix', layer, head]),
  step('q', 'Q', ASKS, OF_Q, (layer, head) => ['query', layer, head]),
  step('k', 'K', ASKED, OF_K, (layer, head) => ['key', layer, head]),
  step('v', 'V', ASKED, OF_V, (layer, head) => ['value', layer, head]),
  step('scores', 'scores', ASKS, ASKED, (layer, head) => ['scores', layer, head]),
  step('scaled', 'scaled', ASKS, ASKED, (layer, head) => ['scores', layer, head]),
  step('masked', 'masked', ASKS, ASKED, (layer, head) => ['scores', layer, head], { masked: true }),
  WEIGHTS,
  step('output', 'output', ASKS, OF_OUTPUT, (layer, head) => ['output', layer, head]),
  step('concat', 'concat', TOKEN, OF_CONCAT, (layer) => ['concat', layer], shared),
  step('wo', 'W_O', OF_CONCAT, OF_X, (layer) => ['outputMatrix', layer], shared),
  step('projected', 'projected', TOKEN, OF_X, (layer) => ['projected', layer], shared),
  step('next', '+ x', TOKEN, OF_X, (layer) => ['attended', layer], shared),
];

const STEPS_OF_RANDOM = Object.freeze([X, ...AFTER_X]);

/** A trained model's heads read x after a normalisation; what they make is added to x itself. */
const STEPS_OF_TRAINED = Object.freeze([
  step('stream', 'x', TOKEN, OF_X, (layer) => ['stream', layer], shared),
  { ...X, label: 'norm(x)' },
  ...AFTER_X,
]);

/** @param {{ model: string }} request  @returns {readonly Step[]} */
export const stepsOf = (request) => (isTrained(request) ? STEPS_OF_TRAINED : STEPS_OF_RANDOM);

/** Every step that any model has; the two named x are both in it. */
export const ALL_STEPS = Object.freeze([...new Set([...STEPS_OF_TRAINED, ...STEPS_OF_RANDOM])]);

/**
 * The step that is shown for a chosen one: the mean of the heads (head −1) has weights and nothing else of its own, and
 * where nothing is normalised both x are one.
 * @param {StepName} name
 * @param {number} head
 * @param {{ model: string }} request
 * @returns {Step}
 */
export function stepOf(name, head, request) {
  const steps = stepsOf(request);
  const chosen = steps.find((each) => each.name === name) ?? steps[0];
  return head >= 0 || !chosen.perHead ? chosen : WEIGHTS;
}

/** Whether a model's head has the step. @param {Step} step  @param {number} head  @param {{ model: string }} request */
export const hasStep = (step, head, request) => stepOf(step.name, head, request) === step;

/** @param {number} head  @param {{ model: string }} request */
export const stepsOfHead = (head, request) =>
  stepsOf(request).filter((step) => hasStep(step, head, request));

/**
 * @param {Step} chosen
 * @param {{ layer: number, head: number }} selection
 * @returns {import('../types.js').SliceKey[]}
 */
export function slicesOf(chosen, { layer, head }) {
  const values = chosen.slice(layer, head);
  return chosen.masked ? [values, ['allowed']] : [values];
}

/**
 * @param {Step} chosen
 * @param {{ length: number, width: number, headWidth: number }} trace
 */
export function shapeOf(chosen, trace) {
  return { rows: trace[chosen.rows.size], columns: trace[chosen.columns.size] };
}

/**
 * The step's numbers; "scaled" holds the temperature too. The scaled and masked scores keep the colour range of the scores, so that scaling is seen.
 * @param {Step} chosen
 * @param {Frame} frame  with a selection, and the slices of `slicesOf`
 * @returns {StepMatrix}
 */
export function matrixOf(chosen, frame) {
  const { layer, head } = /** @type {import('../types.js').Selection} */ (frame.selection);
  const [name, ...indices] = chosen.slice(layer, head);
  let values = frame.slice(/** @type {'weights'} */ (name), ...indices);
  const limit =
    chosen.palette === 'sequential' && frame.state.view.range === 'fixed' ? 1 : largest(values);
  if (chosen.name === 'scaled' || chosen.name === 'masked') {
    const { scaleFactor, request } = frame.trace;
    const factor = Math.fround(scaleFactor / request.temperature);
    values = values.map((score) => score * factor);
  }
  const allowed = chosen.masked ? frame.slice('allowed') : null;
  return { values, ...shapeOf(chosen, frame.trace), allowed, limit };
}

/**
 * The largest absolute value; 1 where all are 0, so that it can be divided by.
 * @param {Float32Array} values
 */
export function largest(values) {
  let found = 0;
  for (let i = 0; i < values.length; i += 1) {
    const size = Math.abs(values[i]);
    if (size > found && size !== Infinity) found = size;
  }
  return found || 1;
}
