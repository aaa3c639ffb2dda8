// What is measured: attention on one's own numbers, in three sizes of a model's part, and how much arithmetic each is.

/**
 * @typedef {Record<string, Float32Array>} Parameters of one block: matrices row-major, y = x · W
 *
 * @typedef {object} Task
 * @property {'core' | 'causal' | 'projections' | 'blocks'} kind core: q, k, v → weights, output; causal: the same
 *   under the causal mask; projections: x → weights, output · W_O; blocks: two pre-norm transformer blocks with a
 *   tanh-GELU MLP of 4 · width
 * @property {number} length N
 * @property {number} width D
 * @property {number} heads H
 * @property {number} hidden F
 * @property {Record<string, Float32Array>} inputs N × D each: q, k, v, or x
 * @property {Parameters[]} parameters of each block; none for core
 *
 * @typedef {object} Answer
 * @property {Float32Array} output N × D
 * @property {Float32Array[]} weights H · N · N of each block
 *
 * @typedef {object} Candidate
 * @property {string} name
 * @property {string} group candidates of one group compete: the fastest of them counts
 * @property {() => Answer | Promise<Answer>} run the public call: inputs handed in, answers in the caller's hands
 * @property {() => unknown} delete
 */

/** [N, D, H] */
export const SIZES = [
  [16, 64, 4],
  [64, 64, 8],
  [128, 512, 8],
  [512, 512, 8],
  [1024, 768, 12],
  [2048, 768, 12],
];

/** @type {Task['kind'][]} */
export const KINDS = ['core', 'causal', 'projections', 'blocks'];

/** Numbers that look like a layer's, the same on every run: uniform in ±spread, by xorshift. @param {number} seed */
function numbersFrom(seed) {
  let state = seed;
  return (/** @type {number} */ count, /** @type {number} */ spread) =>
    Float32Array.from({ length: count }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return ((state | 0) / 2 ** 31) * spread;
    });
}

/**
 * @param {Task['kind']} kind
 * @param {number[]} size
 * @returns {Task}
 */
export function makeTask(kind, [length, width, heads]) {
  const numbers = numbersFrom(length * 7 + width * 3 + heads);
  const hidden = 4 * width;
  const matrix = (/** @type {number} */ rows, /** @type {number} */ columns) =>
    numbers(rows * columns, Math.sqrt(3 / rows));
  const projections = () => ({
    wq: matrix(width, width),
    wk: matrix(width, width),
    wv: matrix(width, width),
    wo: matrix(width, width),
  });
  const block = () => ({
    norm1Gain: numbers(width, 0.2).map((x) => 1 + x),
    norm1Bias: numbers(width, 0.1),
    ...projections(),
    norm2Gain: numbers(width, 0.2).map((x) => 1 + x),
    norm2Bias: numbers(width, 0.1),
    up: matrix(width, hidden),
    upBias: numbers(hidden, 0.1),
    down: matrix(hidden, width),
    downBias: numbers(width, 0.1),
  });
  const rows = () => numbers(length * width, 1.7);
  const isCore = kind === 'core' || kind === 'causal';
  return {
    kind,
    length,
    width,
    heads,
    hidden,
    inputs: isCore ? { q: rows(), k: rows(), v: rows() } : { x: rows() },
    parameters: isCore ? [] : kind === 'projections' ? [projections()] : [block(), block()],
  };
}

/** What peers add to the scores (N × N): 0, and -inf where the key comes after the query. @param {number} length */
export const causalMask = (length) =>
  Float32Array.from({ length: length ** 2 }, (_, at) =>
    at % length > Math.floor(at / length) ? -Infinity : 0,
  );

/**
 * Floating-point operations of the products alone, and of what the mask allows: softmax, norm and GELU count as nothing.
 * @param {Task} task
 */
export function flopsOf({ kind, length, width, hidden, parameters }) {
  const core = 4 * length * length * width;
  if (kind === 'core') return core;
  if (kind === 'causal') return 2 * length * (length + 1) * width;
  const projected = core + 8 * length * width * width;
  return kind === 'projections'
    ? projected
    : parameters.length * (projected + 4 * length * width * hidden);
}
