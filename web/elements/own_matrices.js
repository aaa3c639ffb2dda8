/**
 * One's own weights, as Hugging Face's attentions are: [layer][head][query][key]. They take the place of the part that
 * computes: the same views draw them, and nothing else is shown than what was given or counted from it.
 */
import { spoken } from '../views/caption_text.js';
import { sliceMap } from '../worker/client.js';

/**
 * @typedef {import('../types.js').SliceKey} SliceKey
 * @typedef {import('../types.js').TraceSummary} TraceSummary
 * @typedef {import('../types.js').HeadStatistics} HeadStatistics
 * @typedef {import('../worker/messages.js').Slice} Slice
 * @typedef {ArrayLike<number>} Row
 * @typedef {{ tokens: string[], weights: Row[][][] }} Given [layer][head][query][key], each row as long as the tokens
 * @typedef {ReturnType<typeof readMatrices>} OwnMatrices
 */

const LARGEST_THUMBNAIL = 64;
/** Nothing was said of a vocabulary. */
const NO_ID = -1;

/**
 * @param {Given} given
 * @returns {string} what is wrong with it, '' where nothing is
 */
function faultOf({ tokens, weights }) {
  if (!Array.isArray(tokens) || tokens.some((token) => typeof token !== 'string')) {
    return 'matrices.tokens is a list of strings, one for each row and column.';
  }
  const N = tokens.length;
  if (!Array.isArray(weights) || weights.length === 0) {
    return 'matrices.weights is a list of layers: weights[layer][head][query][key].';
  }
  const heads = weights[0].length;
  for (const [layer, ofLayer] of weights.entries()) {
    if (!Array.isArray(ofLayer) || ofLayer.length !== heads || heads === 0) {
      return `matrices.weights[${layer}] has to have ${heads || 'at least one'} heads, as the first layer has.`;
    }
    for (const [head, matrix] of ofLayer.entries()) {
      const isSquare = matrix.length === N && Array.from(matrix).every((row) => row.length === N);
      if (!isSquare) {
        return `matrices.weights[${layer}][${head}] has to have ${N} rows of ${N} numbers, one for each token.`;
      }
    }
  }
  return '';
}

/** What rounding a row's weights can do to their sum. */
const ROUNDING = 0.02;

/**
 * The first row whose weights are no shares of one; a row of zeros is one in which nothing is allowed.
 * @param {Given} given
 * @returns {string} in a sentence, '' where there is none
 */
function unevenRow({ tokens, weights }) {
  for (const [layer, ofLayer] of weights.entries()) {
    for (const [head, matrix] of ofLayer.entries()) {
      for (const [place, row] of Array.from(matrix).entries()) {
        const sum = Array.from(row).reduce((all, weight) => all + weight, 0);
        if (sum === 0 || Math.abs(sum - 1) <= ROUNDING) continue;
        return `Not every row of these weights sums to 1. The first is row ${place + 1} (“${tokens[place]}”) of head ${layer + 1}.${head + 1}: it sums to ${spoken(sum)}. They are shown as they are.`;
      }
    }
  }
  return '';
}

/** @param {Row[]} matrix @param {number} N @returns {Float32Array<ArrayBuffer>} N·N */
function flat(matrix, N) {
  const all = new Float32Array(N * N);
  matrix.forEach((row, i) => all.set(row, i * N));
  return all;
}

/**
 * As the core counts them (core/attention/head_statistics.hpp): means over the rows.
 * @param {Float32Array} weights N·N
 * @param {number} N
 * @returns {HeadStatistics}
 */
function statisticsOf(weights, N) {
  const sums = { entropy: 0, distance: 0, sink: 0, previous: 0, diagonal: 0 };
  for (let i = 0; i < N; i += 1) {
    for (let j = 0; j < N; j += 1) {
      const weight = weights[i * N + j];
      if (weight > 0) sums.entropy -= weight * Math.log2(weight);
      sums.distance += weight * Math.abs(i - j);
      if (j === 0) sums.sink += weight;
      if (j === i - 1) sums.previous += weight;
      if (j === i) sums.diagonal += weight;
    }
  }
  return /** @type {any} */ (
    Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, N > 0 ? sum / N : 0]))
  );
}

/**
 * The largest number of each block.
 * @param {Float32Array | Uint8Array} matrix N·N
 * @param {number} N
 * @param {Float32Array | Uint8Array} into S·S
 */
function shrink(matrix, N, into) {
  const S = Math.sqrt(into.length);
  for (let i = 0; i < N; i += 1) {
    for (let j = 0; j < N; j += 1) {
      const at = Math.floor((i * S) / N) * S + Math.floor((j * S) / N);
      into[at] = Math.max(into[at], matrix[i * N + j]);
    }
  }
  return into;
}

/**
 * @param {Given} given
 * @throws {Error} with a message for people where the shapes do not fit
 */
export function readMatrices(given) {
  const fault = faultOf(given);
  if (fault) throw new Error(fault);
  const texts = given.tokens;
  const N = texts.length;
  const layers = given.weights.length;
  const heads = given.weights[0].length;
  const weights = given.weights.map((ofLayer) => ofLayer.map((matrix) => flat(matrix, N)));
  const means = weights.map((ofLayer) => {
    const mean = new Float32Array(N * N);
    for (const matrix of ofLayer) matrix.forEach((weight, at) => (mean[at] += weight / heads));
    return mean;
  });
  // A key that no head looks at may have been masked or not: nothing was said of masks.
  const allowed = new Uint8Array(N * N).fill(1);
  const S = Math.min(N, LARGEST_THUMBNAIL);
  const small = (/** @type {Float32Array} */ matrix) => shrink(matrix, N, new Float32Array(S * S));
  const joined = (/** @type {Float32Array[]} */ all) => {
    const numbers = new Float32Array(all.length * S * S);
    all.forEach((matrix, at) => numbers.set(small(matrix), at * S * S));
    return numbers;
  };
  const text = texts.join(' ');
  const encoder = new TextEncoder();
  let units = 0;
  let bytes = 0;
  const tokens = texts.map((token, place) => {
    const range = { utf16Start: units, start: bytes };
    units += token.length + 1;
    bytes += encoder.encode(token).length + 1;
    return { id: NO_ID, text: token, ...range, utf16End: units - 1, end: bytes - 1, place };
  });

  /** @param {SliceKey} key @returns {Slice | undefined} */
  function slice([name, layer = 0, head = 0]) {
    if (name === 'allowed') return allowed;
    if (name === 'weights') return weights[layer]?.[head];
    return name === 'meanWeights' ? means[layer] : undefined;
  }

  /** @param {SliceKey[]} keys */
  const cut = (keys) => {
    const present = keys.filter((key) => slice(key) !== undefined);
    return { keys: present, slices: present.map((key) => /** @type {Slice} */ (slice(key))) };
  };

  /** @param {number} id @param {import('../types.js').EffectiveRequest} request @returns {TraceSummary} */
  const summary = (id, request) => ({
    id,
    tokens,
    request: { ...request, text },
    layers,
    heads,
    length: N,
    width: heads,
    headWidth: 1,
    scaleFactor: 1,
    statistics: weights.map((ofLayer) => ofLayer.map((matrix) => statisticsOf(matrix, N))),
    facts: null,
    unknown: [],
    thumbnailSize: S,
    thumbnails: joined(weights.flat()),
    meanThumbnails: joined(means),
    allowedThumbnail: /** @type {Uint8Array} */ (shrink(allowed, N, new Uint8Array(S * S))),
  });

  return {
    /** What a reader of the picture has to know, '' where nothing. */
    warning: unevenRow(given),
    /**
     * Answers as the worker's client does.
     * @param {Pick<import('../worker/client.js').Listeners, 'onTrace'>} listeners
     */
    client({ onTrace }) {
      let id = 0;
      return /** @type {any} */ ({
        /** @param {import('../types.js').EffectiveRequest} request @param {() => SliceKey[]} keys */
        run(request, keys) {
          id += 1;
          const mine = id;
          queueMicrotask(() => {
            if (mine !== id) return;
            onTrace({ kind: 'trace', id, summary: summary(id, request), ...cut(keys()) }, request);
          });
        },
        /** @param {number} _traceId @param {SliceKey[]} asked */
        async slices(_traceId, asked) {
          return sliceMap(cut(asked));
        },
      });
    },
  };
}
