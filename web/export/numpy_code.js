/** One head as a short program in Python with NumPy that prints the same weights. */
import { maskLines } from './mask_code.js';
import * as python from './python_parts.js';

/** @typedef {import('./python_parts.js').HeadArrays} HeadArrays */

/** @type {import('./mask_code.js').Dialect} */
const NUMPY = {
  ones: (n) => `np.ones((${n}, ${n}), bool)`,
  lower: (n) => `np.tril(np.ones((${n}, ${n}), bool))`,
  indices: (n) => `np.indices((${n}, ${n}))`,
  isIn: (of, list) => `np.isin(${of}, [${list.join(', ')}])`,
  painted: (rows) => `np.array([list(row) for row in ${rows}.split()]) == "1"`,
};

/** @param {HeadArrays} head  @returns {string[]} */
function arrayLines(head) {
  const { length, headWidth } = head.trace;
  if (python.isTooLarge(head.trace)) {
    return [`Q, K, V = np.load("${python.arraysFile(head.selection)}").astype(float)`];
  }
  return /** @type {const} */ (['q', 'k', 'v']).map((name) => {
    const list = python.pythonList(head[name]);
    const shape = `${length}, ${headWidth}`;
    return `${name.toUpperCase()} = np.array(${list}, np.float32).reshape(${shape}).astype(float)`;
  });
}

/** @param {HeadArrays} head  @returns {string} at most 25 lines */
export function numpyCode(head) {
  const { trace, allowed } = head;
  return [
    ...python.introduction(head),
    'import numpy as np',
    python.tokensLine(head),
    ...arrayLines(head),
    ...maskLines(trace.request.mask, allowed, trace.length, NUMPY),
    python.scaleLine(head, `np.sqrt(${trace.headWidth})`),
    'logits = np.where(allowed, Q @ K.T * scale / temperature, -np.inf)',
    'largest = logits.max(axis=1, keepdims=True)',
    'exponentials = np.exp(logits - np.where(np.isinf(largest), 0, largest))',
    'total = exponentials.sum(axis=1, keepdims=True)',
    'weights = exponentials / np.where(total == 0, 1, total)  # a row with nothing allowed is all 0',
    'output = weights @ V',
    'np.set_printoptions(precision=7, suppress=True, linewidth=10**6, threshold=weights.size + 1)',
    'print(weights)',
    python.cellLine(head),
    '',
  ].join('\n');
}
