/** What happens between two steps, in the few signs that fit beside an arrow. */
import { short } from '../render/number_text.js';

/** @typedef {import('../types.js').Step} StepName */
/** @typedef {import('../types.js').TraceSummary} TraceSummary */

/** Steps that stand beside each other in the order of the computing; what stands together is made from the same. */
export const GROUPS = /** @type {readonly (readonly StepName[])[]} */ (
  Object.freeze([
    ['stream'],
    ['x'],
    ['wq', 'wk', 'wv'],
    ['q', 'k', 'v'],
    ['scores'],
    ['scaled'],
    ['masked'],
    ['weights'],
    ['output'],
    ['concat'],
    ['wo'],
    ['projected'],
    ['next'],
  ])
);

/** CSS pixels. */
const SHORTEST = 14;

/**
 * The length of each kind of axis, the same in every matrix: where two lengths are equal, the matrices fit together.
 * @param {TraceSummary} trace
 * @param {number} longest  CSS pixels
 */
export function axisSizes({ length, width, headWidth }, longest) {
  const largest = Math.max(length, width, headWidth);
  // A cube root keeps the order, and small sizes visible beside large ones.
  const pixels = (/** @type {number} */ size) =>
    Math.max(SHORTEST, Math.round(longest * Math.cbrt(size / largest)));
  return { length: pixels(length), width: pixels(width), headWidth: pixels(headWidth) };
}

/** @param {TraceSummary} trace  the scale, and the temperature where it changes anything */
function scaleSign({ request: { scale, temperature }, headWidth, scaleFactor }) {
  const sign = scale === 'sqrt' ? `÷ √${headWidth}` : `× ${short(scaleFactor)}`;
  return temperature === 1 ? sign : `${sign} ÷ ${short(temperature)}`;
}

/**
 * The operations before each group but the first.
 * @param {TraceSummary} trace
 * @returns {string[]}
 */
export function operations(trace) {
  const mask = trace.request.mask === 'none' ? 'no mask' : 'mask';
  const attention = ['Q · Kᵀ', scaleSign(trace), mask, 'softmax', '· V'];
  return ['norm', '·', '=', ...attention, 'heads', '·', '=', '+ x'];
}

/**
 * The same for the thin line, where the names of the steps say the rest.
 * @param {TraceSummary} trace
 * @returns {string[]}
 */
export function briefOperations(trace) {
  const attention = ['→', scaleSign(trace), '→', 'softmax', '· V'];
  return ['→', '·', '→', ...attention, '→', '·', '→', '→'];
}
