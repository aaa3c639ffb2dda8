/** Remembers the selected row as it was before the text changed in one word, so that the change can be seen. */

/** @typedef {import('../types.js').Frame} Frame */

/** Weights that moved by less are the same row. */
const LEAST_CHANGE = 0.05;

export function createGhost() {
  /** @type {{ traceId: number, place: string, texts: string[], weights: Float32Array } | null} */
  let last = null;
  /** @type {Float32Array | null} */
  let former = null;

  return {
    /**
     * The former row, while the same head and token of a text with one word changed are looked at.
     * @param {Frame} frame
     * @param {Float32Array} weights of the selected row
     * @returns {Float32Array | null}
     */
    of({ trace, selection }, weights) {
      const { layer = 0, head = 0, query = 0 } = selection ?? {};
      const place = [trace.request.model, layer, head, query].join();
      const texts = trace.tokens.map(({ text }) => text);
      if (last?.traceId !== trace.id) former = formerOf(last, place, texts, weights);
      else if (last.place !== place) former = null;
      last = { traceId: trace.id, place, texts, weights: weights.slice() };
      return former;
    },
  };
}

/**
 * @param {{ place: string, texts: string[], weights: Float32Array } | null} last
 * @param {string} place
 * @param {string[]} texts
 * @param {Float32Array} weights
 */
function formerOf(last, place, texts, weights) {
  if (!last || last.place !== place || last.texts.length !== texts.length) return null;
  const changed = texts.filter((text, i) => text !== last.texts[i]).length;
  const moved = weights.some((weight, i) => Math.abs(weight - last.weights[i]) > LEAST_CHANGE);
  return changed >= 1 && changed <= 2 && moved ? last.weights : null;
}
