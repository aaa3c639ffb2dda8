// Attention on the caller's own arrays, alone or as layers with the caller's own matrices. Nothing is parsed or allocated
// in a call whose settings are the last one's; weights are copied once, piece by piece, while they are still in the cache.
import { checkNames } from './names.js';
import { encodePairs } from './pairs.js';
import { unwrap } from './unwrap.js';

/**
 * @import { AttentionArrays, BlockParameters, Layer, MultiHeadParameters } from './playground.js'
 * @import { Core } from '../build/wasm/attention_core.js'
 */

const SHORT_OF_MEMORY =
  'There is not enough memory for these arrays in this program or browser tab.';

/** What the core takes with a block, in its order; the four matrices alone without the rest. */
const MATRICES = /** @type {const} */ (['wq', 'wk', 'wv', 'wo']);
const BLOCK = /** @type {const} */ ([
  'norm1Gain',
  'norm1Bias',
  ...MATRICES,
  'norm2Gain',
  'norm2Bias',
  'up',
  'upBias',
  'down',
  'downBias',
]);

/** @param {unknown} value @param {number} smallest @param {string} what */
function checkWhole(value, smallest, what) {
  if (!Number.isInteger(value) || /** @type {number} */ (value) < smallest) {
    throw new Error(`${what} is a whole number, at least ${smallest}.`);
  }
}

/** What was given in place of a Float32Array of another length. @param {unknown} given */
function described(given) {
  if (given instanceof Float32Array) return `${given.length} numbers`;
  if (typeof given !== 'object' || given === null) return String(given);
  return `an ${given.constructor?.name ?? 'object'}`.replace(/^an (?![AEIOU])/, 'a ');
}

/** @param {unknown} array @param {number} length @param {string} name @param {string} shape what the length is */
function checkArray(array, length, name, shape) {
  if (!(array instanceof Float32Array) || array.length !== length) {
    throw new Error(
      `${name} is a Float32Array of ${shape} = ${length} numbers, not ${described(array)}.`,
    );
  }
}

const SETTINGS = ['length', 'mask', 'scale', 'temperature', 'weights', 'into'];
const OF_ATTENTION = ['q', 'k', 'v', 'width', 'heads', ...SETTINGS];
const OF_LAYER = ['x', ...SETTINGS];

/** @param {Float32Array | undefined} into @param {number} length @param {string} name */
function destination(into, length, name) {
  if (into === undefined) return new Float32Array(length);
  if (!(into instanceof Float32Array) || into.length !== length) {
    throw new Error(`into.${name} is a Float32Array of ${length} numbers, not ${described(into)}.`);
  }
  return into;
}

/**
 * A stack of the core, and what it was last prepared for.
 * @param {Core} core
 */
function createStack(core) {
  const stack = new core.Layers();
  let memory = new Float32Array(core.HEAPU8.buffer);
  /** @type {unknown[]} */
  let prepared = [];
  /** Memory growth replaces the buffer. */
  const floats = () => {
    if (memory.buffer !== core.HEAPU8.buffer) memory = new Float32Array(core.HEAPU8.buffer);
    return memory;
  };
  return {
    stack,
    floats,
    /** @param {Float32Array[]} numbers @param {number} width @param {number} hidden */
    add(numbers, width, hidden) {
      const start = stack.reserve(numbers.reduce((sum, { length }) => sum + length, 0));
      if (start === 0) throw new Error(SHORT_OF_MEMORY);
      let at = start / 4;
      for (const array of numbers) {
        floats().set(array, at);
        at += array.length;
      }
      unwrap(stack.add(width, hidden));
    },
    /**
     * @param {number} layers how many
     * @param {Float32Array[]} inputs
     * @param {{ length: number, width: number, heads?: number, mask?: string, scale?: string | number,
     *   temperature?: string | number, weights?: boolean, into?: AttentionArrays['into'] }} settings
     */
    run(layers, inputs, settings) {
      const { length, width, heads = 1, mask = 'none', scale = 'sqrt', temperature = 1 } = settings;
      const { weights: wanted = true, into = {} } = settings;
      checkNames(into, ['weights', 'output'], 'into');
      const asked = [length, width, heads, mask, scale, temperature, wanted];
      if (!asked.every((value, i) => value === prepared[i])) {
        prepared = [];
        const pairs = encodePairs({ width, heads, mask, scale, temperature });
        unwrap(stack.prepare(pairs, length, wanted));
        prepared = asked;
      }
      const square = wanted ? layers * heads * length * length : 0;
      const output = destination(into.output, length * width, 'output');
      const weights = wanted ? destination(into.weights, square, 'weights') : new Float32Array(0);
      inputs.forEach((array, i) => floats().set(array, stack.input() / 4 + i * array.length));
      let at = 0;
      for (let layer = 0; layer < layers; ++layer) {
        if (!stack.begin(layer)) throw new Error(SHORT_OF_MEMORY);
        for (let count = stack.next(); count > 0; count = stack.next()) {
          const start = stack.piece() / 4;
          weights.set(floats().subarray(start, start + count), at);
          at += count;
        }
        stack.end(layer);
      }
      const start = stack.output() / 4;
      output.set(floats().subarray(start, start + output.length));
      return { weights, output };
    },
  };
}

/**
 * `playground.attention`.
 * @param {Core} core
 */
export function createAttention(core) {
  /** @type {ReturnType<typeof createStack> | undefined} */
  let own;
  /** @param {AttentionArrays} arrays */
  const run = (arrays) => {
    checkNames(arrays, OF_ATTENTION, 'attention');
    const { q, k, v, length, width } = arrays ?? {};
    if (!Number.isInteger(length) || length < 0 || !Number.isInteger(width) || width < 1) {
      throw new Error(
        'length and width are whole numbers: q, k and v have length rows of width numbers.',
      );
    }
    checkArray(q, length * width, 'q', 'length · width');
    checkArray(k, length * width, 'k', 'length · width');
    checkArray(v, length * width, 'v', 'length · width');
    own ??= createStack(core);
    return own.run(1, [q, k, v], arrays);
  };
  return { run, delete: () => own?.stack.delete() };
}

/**
 * @param {Core} core
 * @param {{ width: number, heads: number }} shape
 * @param {Partial<BlockParameters>[]} layers
 * @param {readonly (keyof BlockParameters)[]} names
 * @returns {Layer}
 */
function createLayer(core, { width, heads }, layers, names) {
  checkWhole(width, 1, 'width');
  const own = createStack(core);
  try {
    for (const parameters of layers) {
      const hidden = (parameters.upBias?.length ?? 0) * Number(names === BLOCK);
      /** @type {Record<string, [number, string]>} */
      const sizes = {
        up: [width * hidden, 'width · hidden'],
        upBias: [hidden, 'hidden'],
        down: [hidden * width, 'hidden · width'],
      };
      const numbers = names.map((name) => {
        const isMatrix = name.startsWith('w');
        const [size, shape] =
          sizes[name] ?? (isMatrix ? [width * width, 'width · width'] : [width, 'width']);
        checkArray(parameters[name], size, name, shape);
        return /** @type {Float32Array} */ (parameters[name]);
      });
      own.add(numbers, width, hidden);
    }
    // Heads that do not divide the width are refused here, not at the first run.
    unwrap(own.stack.prepare(encodePairs({ width, heads }), 0, false));
  } catch (error) {
    own.stack.delete();
    throw error;
  }
  let isDeleted = false;
  return {
    run(arrays) {
      if (isDeleted) throw new Error('This layer was deleted.');
      checkNames(arrays, OF_LAYER, 'run');
      const { x, length } = arrays ?? {};
      checkWhole(length, 0, 'length');
      checkArray(x, length * width, 'x', 'length · width');
      return own.run(layers.length, [x], { ...arrays, width, heads });
    },
    delete() {
      if (!isDeleted) own.stack.delete();
      isDeleted = true;
    },
  };
}

/** `playground.multiHead`. @param {Core} core @returns {(parameters: MultiHeadParameters) => Layer} */
export const createMultiHead =
  (core) =>
  ({ width, heads, ...matrices }) =>
    createLayer(core, { width, heads }, [matrices], MATRICES);

/**
 * `playground.blocks`.
 * @param {Core} core
 * @returns {(parameters: { blocks: BlockParameters[], width: number, heads: number }) => Layer}
 */
export const createBlocks =
  (core) =>
  ({ blocks, width, heads }) => {
    if (!Array.isArray(blocks) || blocks.length === 0) {
      throw new Error('blocks is an array of at least one block’s parameters.');
    }
    return createLayer(core, { width, heads }, blocks, BLOCK);
  };
