/** The selected token's row of weights. Pure. */

/**
 * @param {import('../types.js').Frame} frame
 * @returns the weights of N keys and which of them are allowed; null for an empty text
 */
export function selectedRow({ slice, selection, trace: { length } }) {
  if (!selection) return null;
  const { layer, head, query } = selection;
  const weights = head < 0 ? slice('meanWeights', layer) : slice('weights', layer, head);
  const begin = query * length;
  return {
    weights: weights.subarray(begin, begin + length),
    allowed: slice('allowed').subarray(begin, begin + length),
  };
}
