/** The current trace as `element.trace`: shape, tokens and statistics at once, matrices as promises. */

/**
 * @typedef {import('../types.js').TraceSummary} TraceSummary
 * @typedef {import('../types.js').SliceKey} SliceKey
 */

/** The matrices of Trace in wasm/playground.d.ts. */
const SLICES = /** @type {const} */ ([
  ...['weights', 'scores', 'meanWeights', 'allowed', 'query', 'key', 'value', 'output'],
  ...['queryMatrix', 'keyMatrix', 'valueMatrix', 'outputMatrix', 'input', 'stream', 'attended'],
  ...['probabilities', 'concat', 'projected', 'softmaxSteps', 'entropies'],
]);

/**
 * @param {TraceSummary} summary
 * @param {(traceId: number, keys: SliceKey[]) => Promise<Map<string, any>>} slices rejects with an AbortError once the
 *   trace is superseded
 */
export function traceFace(summary, slices) {
  const { tokens, layers, heads, length, width, headWidth, request, scaleFactor, facts } = summary;
  const methods = SLICES.map((name) => [
    name,
    async (/** @type {number[]} */ ...indices) => {
      const [slice] = (
        await slices(summary.id, [/** @type {any} */ ([name, ...indices])])
      ).values();
      if (!slice) throw new Error(`The trace has no ${name}(${indices.join(', ')}).`);
      return slice;
    },
  ]);
  return Object.freeze({
    ...{ tokens, layers, heads, length, width, headWidth, request, scaleFactor, facts },
    statistics: (/** @type {number} */ layer, /** @type {number} */ head) =>
      summary.statistics[layer][head],
    ...Object.fromEntries(methods),
  });
}
