// One step of training the reader: 3 layers of 4 heads, width 64, hidden 256, 64 stories a batch. TensorFlow.js gets a
// batch of as many tokens, drawn beforehand; the playground draws its stories inside the step.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { gelu, layerNorm } from './tensorflow.js';

/** @import { Playground } from '../../../wasm/playground.js' */

const LAYERS = 3;
const HEADS = 4;
const WIDTH = 64;
const HIDDEN = 256;
const BATCH = 64;
/** Of a story's words so many are asked for. */
const ASKED_SHARE = 0.25;

/** @typedef {any} Tensor of tfjs */

/** @param {Playground} playground */
export function ownTraining(playground) {
  const training = playground.train({ objective: 'reader', batch: BATCH });
  const { tokens } = training.step(4);
  return {
    name: 'playground',
    tokens: Math.round(tokens / 4 / BATCH),
    run: () => training.step(1),
    delete: () => training.delete(),
  };
}

/** @param {number} length tokens a story @param {number} vocabulary */
export function tensorflowTraining(length, vocabulary) {
  const count = BATCH * length;
  /** @param {number[]} shape @param {number} deviation */
  const variable = (shape, deviation) => tf.variable(tf.randomNormal(shape, 0, deviation));
  const gains = () => [tf.variable(tf.ones([WIDTH])), tf.variable(tf.zeros([WIDTH]))];
  const square = () => variable([WIDTH, WIDTH], 1 / Math.sqrt(WIDTH));
  const embedding = variable([vocabulary, WIDTH], 0.05);
  const positions = variable([length, WIDTH], 0.05);
  const layers = Array.from({ length: LAYERS }, () => ({
    norm1: gains(),
    q: square(),
    k: square(),
    v: square(),
    o: square(),
    norm2: gains(),
    up: variable([WIDTH, HIDDEN], 1 / Math.sqrt(WIDTH)),
    upBias: tf.variable(tf.zeros([HIDDEN])),
    down: variable([HIDDEN, WIDTH], 1 / Math.sqrt(HIDDEN)),
    downBias: tf.variable(tf.zeros([WIDTH])),
  }));
  const final = gains();
  const bias = tf.variable(tf.zeros([vocabulary]));
  const ids = Int32Array.from({ length: count }, (_, i) => (i * 7919) % vocabulary);
  // Products with one-hot rows: the backend has no gradient of a gather.
  const words = tf.oneHot(tf.tensor1d(ids, 'int32'), vocabulary);
  const asked = Math.round(count * ASKED_SHARE);
  const places = tf.oneHot(
    tf.tensor1d(
      Int32Array.from({ length: asked }, (_, i) => Math.floor(i / ASKED_SHARE)),
      'int32',
    ),
    count,
  );
  const targets = tf.matMul(tf.cast(places, 'float32'), tf.cast(words, 'float32'));
  const oneHot = { words: tf.cast(words, 'float32'), places: tf.cast(places, 'float32') };
  const split = (/** @type {Tensor} */ t) =>
    tf.transpose(tf.reshape(t, [BATCH, length, HEADS, WIDTH / HEADS]), [0, 2, 1, 3]);
  const loss = () => {
    const place = tf.tile(tf.expandDims(positions, 0), [BATCH, 1, 1]);
    let x = tf.add(tf.matMul(oneHot.words, embedding), tf.reshape(place, [count, WIDTH]));
    for (const layer of layers) {
      const normal = layerNorm(x, layer.norm1[0], layer.norm1[1]);
      const [q, k, v] = [layer.q, layer.k, layer.v].map((m) => split(tf.matMul(normal, m)));
      const scores = tf.mul(tf.matMul(q, k, false, true), Math.sqrt(HEADS / WIDTH));
      const sums = tf.matMul(tf.softmax(scores), v);
      const concat = tf.reshape(tf.transpose(sums, [0, 2, 1, 3]), [count, WIDTH]);
      x = tf.add(x, tf.matMul(concat, layer.o));
      const up = tf.add(
        tf.matMul(layerNorm(x, layer.norm2[0], layer.norm2[1]), layer.up),
        layer.upBias,
      );
      x = tf.add(x, tf.add(tf.matMul(gelu(up), layer.down), layer.downBias));
    }
    const stream = tf.matMul(oneHot.places, layerNorm(x, final[0], final[1]));
    const logits = tf.add(tf.matMul(stream, tf.transpose(embedding)), bias);
    const right = tf.sum(tf.mul(logits, targets), -1);
    return tf.mean(tf.sub(tf.logSumExp(logits, -1), right));
  };
  const optimizer = tf.train.adam(2e-3, 0.9, 0.98);
  return {
    name: 'tfjs-backend-wasm',
    run() {
      const value = /** @type {any} */ (optimizer.minimize(/** @type {any} */ (loss), true));
      const number = value.dataSync()[0];
      value.dispose();
      return number;
    },
    delete: () => tf.disposeVariables(),
  };
}
