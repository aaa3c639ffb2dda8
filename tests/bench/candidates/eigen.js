// Plain Eigen, compiled to WebAssembly with SIMD128 (plain/eigen_attention.cpp).

/** @import { Candidate, Task } from '../tasks.js' */

/** @param {BufferSource} bytes @returns {Promise<any>} its exports */
export async function instantiatePlain(bytes) {
  const module = await WebAssembly.compile(bytes);
  const imports = Object.fromEntries(
    [...new Set(WebAssembly.Module.imports(module).map((item) => item.module))].map((name) => [
      name,
      new Proxy({}, { get: () => () => 0 }),
    ]),
  );
  const { exports } = await WebAssembly.instantiate(module, imports);
  /** @type {any} */ (exports)._initialize?.();
  return exports;
}

/**
 * What plain 128-bit vectors can do: the best of its samples counts, which are taken in turn with the others' to meet the
 * machine in its good moments, too.
 * @param {any} plain
 */
export function simdLimit(plain) {
  const ITERATIONS = 500_000;
  const OPERATIONS = 96;
  return {
    name: 'limit',
    operations: ITERATIONS * OPERATIONS,
    run: () => plain.simd_limit(ITERATIONS, 1e-9),
  };
}

/**
 * @param {any} plain
 * @param {Task} task
 * @returns {Candidate[]}
 */
export function candidates(plain, { kind, length, width, heads, inputs, parameters }) {
  const floats = (/** @type {number} */ at, /** @type {number} */ count) =>
    new Float32Array(plain.memory.buffer, at, count);
  const blocks = Math.max(1, parameters.length);
  const size = length * width;
  const square = heads * length ** 2;
  const numbers = parameters.flatMap((p) => Object.values(p));
  const memory = plain.allocate(
    4 * size + blocks * square + numbers.reduce((sum, array) => sum + array.length, 0),
  );
  const output = memory + 12 * size;
  const weights = output + 4 * size;
  const parametersAt = weights + 4 * blocks * square;
  let at = parametersAt;
  for (const array of numbers) {
    floats(at, array.length).set(array);
    at += 4 * array.length;
  }
  const into = new Float32Array(size);
  const weightsInto = Array.from({ length: blocks }, () => new Float32Array(square));
  const run = () => {
    Object.values(inputs).forEach((array, i) => floats(memory + 4 * i * size, size).set(array));
    const shape = [length, width, heads, weights, output];
    if (parameters.length === 0) {
      const attend = kind === 'causal' ? plain.eigen_causal : plain.eigen_core;
      attend(memory, memory + 4 * size, memory + 8 * size, ...shape);
    } else if (kind === 'projections') {
      plain.eigen_projections(memory, parametersAt, ...shape);
    } else {
      plain.eigen_blocks(memory, parametersAt, blocks, ...shape);
    }
    into.set(floats(output, size));
    weightsInto.forEach((array, i) => array.set(floats(weights + 4 * i * square, square)));
    return { output: into, weights: weightsInto };
  };
  return [{ name: 'plain Eigen', group: 'plain Eigen', run, delete: () => plain.release(memory) }];
}
