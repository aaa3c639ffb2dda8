// TensorFlow.js on its WebAssembly backend (XNNPACK).
import '@tensorflow/tfjs-backend-wasm';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

import { causalMask } from '../tasks.js';

/** @import { Candidate, Parameters, Task } from '../tasks.js' */

/** @param {{ threads: number, path?: string }} options */
export async function setUp({ threads, path }) {
  if (path !== undefined) setWasmPaths(path);
  setThreadsCount(threads);
  await tf.setBackend('wasm');
  await tf.ready();
}

/** @typedef {any} Tensor of tfjs */

/**
 * Head by head: only plain products of two matrices take the backend's fast path, batches and transposed factors take
 * plain loops that are 30 times slower.
 * @param {Task} task @param {Tensor} q @param {Tensor} k @param {Tensor} v @param {Tensor} [mask] added to the scores
 */
function attention({ width, heads }, q, k, v, mask = undefined) {
  const scaled = tf.split(tf.mul(q, Math.sqrt(heads / width)), heads, 1);
  const keys = tf.split(tf.transpose(k), heads, 0);
  const products = scaled.map((of, head) => tf.matMul(of, keys[head]));
  const scores = mask === undefined ? products : products.map((of) => tf.add(of, mask));
  const weights = scores.map((of) => tf.softmax(of));
  const values = tf.split(v, heads, 1);
  const output = tf.concat(
    weights.map((of, head) => tf.matMul(of, values[head])),
    1,
  );
  return { weights: tf.stack(weights), output };
}

/** @param {Tensor} x @param {Tensor} gain @param {Tensor} bias */
export function layerNorm(x, gain, bias) {
  const { mean, variance } = tf.moments(x, -1, true);
  const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5)));
  return tf.add(tf.mul(normal, gain), bias);
}

/** @param {Tensor} x */
export function gelu(x) {
  const cube = tf.mul(tf.mul(x, x), x);
  const inner = tf.mul(tf.add(x, tf.mul(cube, 0.044715)), 0.7978845608028654);
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

/** @param {Task} task @param {Tensor} x @param {Record<string, Tensor>} p */
function block(task, x, p) {
  const normal = layerNorm(x, p.norm1Gain, p.norm1Bias);
  const [q, k, v] = [p.wq, p.wk, p.wv].map((matrix) => tf.matMul(normal, matrix));
  const { weights, output } = attention(task, q, k, v);
  const middle = tf.add(x, tf.matMul(output, p.wo));
  const up = tf.add(tf.matMul(layerNorm(middle, p.norm2Gain, p.norm2Bias), p.up), p.upBias);
  const down = tf.add(tf.matMul(gelu(up), p.down), p.downBias);
  return { weights, output: tf.add(middle, down) };
}

/** @param {Task} task @param {Parameters} parameters */
function tensorsOf({ width, hidden }, parameters) {
  /** @type {Record<string, [number, number]>} */
  const shapes = { up: [width, hidden], down: [hidden, width] };
  return Object.fromEntries(
    Object.entries(parameters).map(([name, values]) => {
      const shape = shapes[name] ?? (name.startsWith('w') ? [width, width] : [values.length]);
      return [name, tf.tensor(values, shape)];
    }),
  );
}

/**
 * @param {Task} task
 * @returns {Promise<Candidate[]>}
 */
export async function candidates(task) {
  const shape = [task.length, task.width];
  const parameters = task.parameters.map((of) => tensorsOf(task, of));
  const mask =
    task.kind === 'causal'
      ? tf.tensor(causalMask(task.length), [task.length, task.length])
      : undefined;
  const compute = (/** @type {Record<string, Tensor>} */ inputs) => {
    if (parameters.length === 0) {
      const { weights, output } = attention(task, inputs.q, inputs.k, inputs.v, mask);
      return { weights: [weights], output };
    }
    if (task.kind === 'projections') {
      const [p] = parameters;
      const [q, k, v] = [p.wq, p.wk, p.wv].map((matrix) => tf.matMul(inputs.x, matrix));
      const { weights, output } = attention(task, q, k, v);
      return { weights: [weights], output: tf.matMul(output, p.wo) };
    }
    let stream = inputs.x;
    const weights = parameters.map((p) => {
      const made = block(task, stream, p);
      stream = made.output;
      return made.weights;
    });
    return { weights, output: stream };
  };
  return [
    {
      name: 'tfjs-backend-wasm',
      group: 'tfjs-backend-wasm',
      run() {
        // Not tf.tidy: it would search whatever is returned for tensors, number by number.
        tf.engine().startScope();
        const inputs = Object.fromEntries(
          Object.entries(task.inputs).map(([name, values]) => [name, tf.tensor(values, shape)]),
        );
        const { weights, output } = compute(inputs);
        const answer = {
          output: output.dataSync(),
          weights: weights.map((/** @type {Tensor} */ tensor) => tensor.dataSync()),
        };
        tf.engine().endScope();
        return answer;
      },
      delete: () => [mask, ...parameters].forEach((of) => of && tf.dispose(of)),
    },
  ];
}
