/**
 * The arithmetic of one cell, cut out of the trace: query i, key j of one head. Shapes: N tokens, K head width.
 */
import { shortened, visibleText } from '../../render/visible_text.js';

/**
 * @typedef {object} CellFacts
 * @property {import('../../types.js').TraceSummary} trace
 * @property {import('../../types.js').Selection} selection
 * @property {string} queryName  the token as it is shown
 * @property {string} keyName
 * @property {Float32Array} q  K
 * @property {Float32Array} k  K
 * @property {Float32Array} products  K, each rounded to float32
 * @property {number} score  their sum
 * @property {number} scaled
 * @property {boolean} hasTemperature  it is not 1
 * @property {boolean} allowed  whether the query may attend to the key
 * @property {number} allowedKeys  how many it may attend to
 * @property {Float32Array} logits  N: score · scale / temperature, −∞ where masked
 * @property {Float32Array} shifted  N: the same minus the row's largest
 * @property {Float32Array} exponentials  N
 * @property {Float32Array} weights  N
 * @property {number} largest
 * @property {number} sum  of the exponentials
 * @property {Float32Array} values  N · K
 * @property {Float32Array} output  K
 */

const LONGEST_NAME = 20;

/** @param {import('../../types.js').TraceSummary} trace  @param {number} index */
export const tokenName = (trace, index) =>
  shortened(visibleText(trace.tokens[index].text), LONGEST_NAME, (text) => Array.from(text).length);

/** @param {import('../../types.js').Selection} selection  @returns {import('../../types.js').SliceKey[]} */
export function slicesOfCell({ layer, head, query }) {
  return [
    ['query', layer, head],
    ['key', layer, head],
    ['value', layer, head],
    ['scores', layer, head],
    ['softmaxSteps', layer, head, query],
    ['output', layer, head],
  ];
}

/**
 * @param {import('../../types.js').Frame} frame  of one head (not the mean)
 * @returns {CellFacts}
 */
export function cellFacts({ trace, slice, ...frame }) {
  const selection = /** @type {import('../../types.js').Selection} */ (frame.selection);
  const { layer, head, query, key } = selection;
  const { length: n, headWidth: width } = trace;
  const q = slice('query', layer, head).subarray(query * width, (query + 1) * width);
  const k = slice('key', layer, head).subarray(key * width, (key + 1) * width);
  const score = slice('scores', layer, head)[query * n + key];
  const steps = slice('softmaxSteps', layer, head, query);
  const logits = steps.subarray(0, n);
  return {
    ...{ trace, selection, q, k, score, logits },
    queryName: tokenName(trace, query),
    keyName: tokenName(trace, key),
    products: q.map((value, c) => value * k[c]),
    scaled: Math.fround(score * trace.scaleFactor),
    hasTemperature: trace.request.temperature !== 1,
    allowed: logits[key] !== -Infinity,
    allowedKeys: logits.reduce((count, logit) => count + Number(logit !== -Infinity), 0),
    shifted: steps.subarray(n, 2 * n),
    exponentials: steps.subarray(2 * n, 3 * n),
    weights: steps.subarray(3 * n, 4 * n),
    largest: steps[4 * n],
    sum: steps[4 * n + 1],
    values: slice('value', layer, head),
    output: slice('output', layer, head).subarray(query * width, (query + 1) * width),
  };
}
