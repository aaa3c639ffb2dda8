/** One head as a short program in Python with PyTorch that prints the same weights. */
import { maskLines } from './mask_code.js';
import * as python from './python_parts.js';

/** @typedef {import('./python_parts.js').HeadArrays} HeadArrays */

/** @type {import('./mask_code.js').Dialect} */
const PYTORCH = {
  ones: (n) => `torch.ones(${n}, ${n}, dtype=torch.bool)`,
  lower: (n) => `torch.ones(${n}, ${n}, dtype=torch.bool).tril()`,
  indices: (n) => `torch.meshgrid(torch.arange(${n}), torch.arange(${n}), indexing="ij")`,
  isIn: (of, list) => `torch.isin(${of}, torch.tensor([${list.join(', ')}]))`,
  painted: (rows) => `torch.tensor([[c == "1" for c in row] for row in ${rows}.split()])`,
};

/** @param {HeadArrays} head  @returns {string[]} */
function arrayLines(head) {
  const { length, headWidth } = head.trace;
  if (python.isTooLarge(head.trace)) {
    const file = python.arraysFile(head.selection);
    return ['import numpy', `Q, K, V = torch.from_numpy(numpy.load("${file}")).double()`];
  }
  return /** @type {const} */ (['q', 'k', 'v']).map((name) => {
    const list = python.pythonList(head[name]);
    return `${name.toUpperCase()} = torch.tensor(${list}).reshape(${length}, ${headWidth}).double()`;
  });
}

/** @param {HeadArrays} head  @returns {string} at most 25 lines */
export function pytorchCode(head) {
  const { trace, allowed } = head;
  return [
    ...python.introduction(head),
    'import torch',
    python.tokensLine(head),
    ...arrayLines(head),
    ...maskLines(trace.request.mask, allowed, trace.length, PYTORCH),
    python.scaleLine(head, `${trace.headWidth} ** 0.5`),
    'logits = (Q @ K.T * scale / temperature).masked_fill(~allowed, float("-inf"))',
    'weights = torch.softmax(logits, dim=1).nan_to_num(0.0)  # a row with nothing allowed is all 0',
    'output = weights @ V',
    'torch.set_printoptions(precision=7, sci_mode=False, linewidth=10**6, threshold=weights.numel() + 1)',
    'print(weights)',
    python.cellLine(head),
    '',
  ].join('\n');
}
