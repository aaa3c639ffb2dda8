// What one would write first in JavaScript: three loops.

/** @import { Answer, Candidate, Parameters, Task } from '../tasks.js' */

/** a (rows × inner) · b (inner × columns). @param {Float32Array} a @param {Float32Array} b */
function product(a, b, /** @type {number} */ inner, /** @type {number} */ columns) {
  const rows = a.length / inner;
  const result = new Float32Array(rows * columns);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) {
      let sum = 0;
      for (let k = 0; k < inner; ++k) sum += a[i * inner + k] * b[k * columns + j];
      result[i * columns + j] = sum;
    }
  }
  return result;
}

/** @param {Task} task @param {Float32Array} q @param {Float32Array} k @param {Float32Array} v @returns {Answer} */
function attention({ kind, length, width, heads }, q, k, v) {
  const headWidth = width / heads;
  const factor = 1 / Math.sqrt(headWidth);
  const weights = new Float32Array(heads * length * length);
  const output = new Float32Array(length * width);
  for (let h = 0; h < heads; ++h) {
    for (let i = 0; i < length; ++i) {
      const row = (h * length + i) * length;
      const allowed = kind === 'causal' ? i + 1 : length;
      let largest = -Infinity;
      for (let j = 0; j < allowed; ++j) {
        let score = 0;
        for (let c = h * headWidth; c < (h + 1) * headWidth; ++c) {
          score += q[i * width + c] * k[j * width + c];
        }
        weights[row + j] = score * factor;
        largest = Math.max(largest, weights[row + j]);
      }
      let sum = 0;
      for (let j = 0; j < allowed; ++j) {
        weights[row + j] = Math.exp(weights[row + j] - largest);
        sum += weights[row + j];
      }
      for (let j = 0; j < allowed; ++j) weights[row + j] /= sum;
      for (let c = h * headWidth; c < (h + 1) * headWidth; ++c) {
        let value = 0;
        for (let j = 0; j < allowed; ++j) value += weights[row + j] * v[j * width + c];
        output[i * width + c] = value;
      }
    }
  }
  return { weights: [weights], output };
}

/** @param {Float32Array} x @param {Float32Array} gain @param {Float32Array} bias */
function layerNorm(x, gain, bias) {
  const width = gain.length;
  const result = new Float32Array(x.length);
  for (let row = 0; row < x.length; row += width) {
    let mean = 0;
    for (let i = 0; i < width; ++i) mean += x[row + i] / width;
    let variance = 0;
    for (let i = 0; i < width; ++i) variance += (x[row + i] - mean) ** 2 / width;
    const factor = 1 / Math.sqrt(variance + 1e-5);
    for (let i = 0; i < width; ++i)
      result[row + i] = (x[row + i] - mean) * factor * gain[i] + bias[i];
  }
  return result;
}

/** @param {number} x */
const gelu = (x) => 0.5 * x * (1 + Math.tanh(0.7978845608028654 * (x + 0.044715 * x ** 3)));

/** @param {Task} task @param {Float32Array} x @param {Parameters} p @returns {Answer} */
function projected(task, x, p) {
  const { width } = task;
  const [q, k, v] = [p.wq, p.wk, p.wv].map((matrix) => product(x, matrix, width, width));
  const { weights, output } = attention(task, q, k, v);
  return { weights, output: product(output, p.wo, width, width) };
}

/** @param {Task} task @param {Float32Array} x @param {Parameters} p @returns {Answer} */
function block(task, x, p) {
  const { width, hidden } = task;
  const { weights, output } = projected(task, layerNorm(x, p.norm1Gain, p.norm1Bias), p);
  const middle = x.map((value, i) => value + output[i]);
  const up = product(layerNorm(middle, p.norm2Gain, p.norm2Bias), p.up, width, hidden);
  const active = up.map((value, i) => gelu(value + p.upBias[i % hidden]));
  const down = product(active, p.down, hidden, width);
  return { weights, output: middle.map((value, i) => value + down[i] + p.downBias[i % width]) };
}

/** @param {Task} task @returns {Candidate[]} */
export function candidates(task) {
  const run = () => {
    const { q, k, v, x } = task.inputs;
    if (task.parameters.length === 0) return attention(task, q, k, v);
    if (task.kind === 'projections') return projected(task, x, task.parameters[0]);
    let stream = x;
    const weights = task.parameters.flatMap((p) => {
      const made = block(task, stream, p);
      stream = made.output;
      return made.weights;
    });
    return { weights, output: stream };
  };
  return [{ name: 'naive JavaScript', group: 'naive JavaScript', run, delete() {} }];
}
