/** Which arcs a row of weights makes. Pure. */
import { colourOf, sequential } from '../render/palette.js';

/**
 * @typedef {import('../render/arcs.js').Anchor} Anchor
 * @typedef {import('../render/arcs.js').Arc} Arc
 */

const MOST_ARCS = 24;
const WEAKEST = 0.02;
/** Where the palette begins for arcs: a thin line of the page's own colour could not be seen. */
const FAINTEST = 0.15;

/**
 * The strongest weights of the row, weakest first; not the token's own.
 * @param {ArrayLike<number>} weights
 * @param {number} query
 * @param {number} count of keys that have a chip
 */
export function strongest(weights, query, count) {
  const keys = [];
  for (let key = 0; key < count; key += 1) {
    if (key !== query && weights[key] >= WEAKEST) keys.push(key);
  }
  keys.sort((one, other) => weights[one] - weights[other]);
  return keys.slice(-MOST_ARCS);
}

/**
 * @param {ArrayLike<number>} weights
 * @param {number} query
 * @param {Anchor[]} anchors
 * @param {'light' | 'dark'} theme
 * @returns {{ keys: number[], arcs: Arc[] }} the weakest first
 */
export function arcsOf(weights, query, anchors, theme) {
  const table = sequential(theme);
  const keys = strongest(weights, query, anchors.length);
  const arcs = keys.map((key) => ({
    from: anchors[query],
    to: anchors[key],
    width: 1 + 6 * weights[key],
    colour: colourOf(table, FAINTEST + (1 - FAINTEST) * weights[key]),
  }));
  return { keys, arcs };
}
