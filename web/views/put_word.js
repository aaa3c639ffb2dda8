/** A word of a model's put into the text as people write it: in place of a token, or behind the last one. Pure. */
import { spelled } from './spelling.js';

/** @typedef {Pick<import('../types.js').PageToken, 'utf16Start' | 'utf16End' | 'unknown'>} Place */

const CLOSING = /^[.,!?;:]/;

/**
 * The word that a token belongs to: all the pieces of one that the model does not know, else the token alone.
 * @param {readonly Place[]} tokens
 * @param {number} index
 * @returns {{ start: number, end: number }} in UTF-16 units
 */
export function wordRange(tokens, index) {
  let [first, last] = [index, index];
  const isOneWord = (/** @type {number} */ left) =>
    tokens[left]?.unknown &&
    tokens[left + 1]?.unknown &&
    tokens[left].utf16End === tokens[left + 1].utf16Start;
  while (isOneWord(first - 1)) first -= 1;
  while (isOneWord(last)) last += 1;
  return { start: tokens[first].utf16Start, end: tokens[last].utf16End };
}

/**
 * @param {string} text
 * @param {readonly Place[]} tokens of the text
 * @param {number} index of the token that gives way; the number of tokens: none, the word goes behind the last one
 * @param {{ id: number, text: string }} word as in the vocabulary
 */
export function putWord(text, tokens, index, word) {
  const isBehind = index >= tokens.length;
  const { start, end } = isBehind
    ? { start: text.length, end: text.length }
    : wordRange(tokens, index);
  const before = text.slice(0, start);
  const [added] = spelled([word], before);
  return (CLOSING.test(added) ? before.trimEnd() : before) + added + text.slice(end);
}
