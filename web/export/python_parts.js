/** What the copied programs in Python have in common. */
import { exactDigits } from '../render/number_text.js';
import { RANDOM_NOTICE } from './names.js';
import { versionedName } from '../state/version.js';

/**
 * @typedef {object} HeadArrays  one head of a trace, N tokens and K numbers a row
 * @property {import('../types.js').TraceSummary} trace
 * @property {import('../types.js').Selection} selection
 * @property {Float32Array} q  N · K
 * @property {Float32Array} k  N · K
 * @property {Float32Array} v  N · K
 * @property {Uint8Array} allowed  N · N
 */

/** Numbers in q, k and v together; a longer program is no pleasure to paste. */
const MOST_NUMBERS = 24 * 1024;

/** @param {import('../types.js').TraceSummary} trace */
export const isTooLarge = ({ length, headWidth }) => 3 * length * headWidth > MOST_NUMBERS;

/**
 * The file that holds q, k and v, one after the other, where they are too large to be written out.
 * @param {{ layer: number, head: number }} selection
 */
export const arraysFile = ({ layer, head }) => `head-${layer + 1}.${head + 1}-qkv.npy`;

/** @param {Float32Array} values  @returns {string} a list; as float32 each is the very same number */
export const pythonList = (values) => `[${Array.from(values, exactDigits).join(', ')}]`;

/** @param {HeadArrays} head  @returns {string[]} */
export function introduction({ trace, selection: { layer, head, query, key } }) {
  const { model } = trace.request;
  const name = (/** @type {number} */ index) => JSON.stringify(trace.tokens[index].text);
  return [
    `# Attention Playground, head ${layer + 1}.${head + 1}: query ${query} ${name(query)}, key ${key} ${name(key)}`,
    ...(model === 'random' ? [`# ${RANDOM_NOTICE}`] : [`# Model: ${versionedName(model)}`]),
  ];
}

/** @param {HeadArrays} head */
export const tokensLine = ({ trace }) =>
  `tokens = [${trace.tokens.map(({ text }) => JSON.stringify(text)).join(', ')}]`;

/**
 * @param {HeadArrays} head
 * @param {string} squareRoot  of the head width
 */
export function scaleLine({ trace: { request, scaleFactor } }, squareRoot) {
  const scale = request.scale === 'sqrt' ? `1 / ${squareRoot}` : String(scaleFactor);
  return `scale, temperature = ${scale}, ${request.temperature}`;
}

/** @param {HeadArrays} head  @returns {string} prints the selected cell */
export function cellLine({ selection: { query, key } }) {
  return `print(f"{tokens[${query}]!r} takes {weights[${query}, ${key}]:.8f} of its mix from {tokens[${key}]!r}")`;
}
