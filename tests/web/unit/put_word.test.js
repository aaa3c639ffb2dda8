import assert from 'node:assert/strict';
import { test } from 'node:test';
import { putWord } from '../../../web/views/put_word.js';

/** @param {string} text @param {string[]} unknown texts of pieces */
function tokensOf(text, unknown = []) {
  const pieces = [...text.matchAll(new RegExp([...unknown, '\\w+', '[.,]'].join('|'), 'g'))];
  return pieces.map(({ index, 0: piece }) => ({
    utf16Start: index,
    utf16End: index + piece.length,
    ...(unknown.includes(piece) && { unknown: /** @type {const} */ (true) }),
  }));
}

/** @param {string} text */
const word = (text) => ({ id: 99, text });

test('a word goes behind the last one, with its space and its capital', () => {
  const text = 'The dragon slept.';
  assert.equal(putWord(text, tokensOf(text), 4, word('it')), 'The dragon slept. It');
  assert.equal(putWord('The', tokensOf('The'), 1, word('dragon')), 'The dragon');
  assert.equal(putWord('The dragon ', tokensOf('The dragon '), 2, word('.')), 'The dragon.');
  assert.equal(putWord('', [], 0, word('the')), 'The');
});

test('a word takes the place of a token, and what follows stays', () => {
  const text = 'The dragon slept.';
  assert.equal(putWord(text, tokensOf(text), 1, word('wolf')), 'The wolf slept.');
  assert.equal(putWord(text, tokensOf(text), 0, word('a')), 'A dragon slept.');
  assert.equal(putWord(text, tokensOf(text), 3, word('quickly')), 'The dragon slept quickly');
  assert.equal(putWord(text, tokensOf(text), 1, word(',')), 'The, slept.');
});

test('all pieces of an unknown word give way together', () => {
  const text = 'The zq slept.';
  const tokens = tokensOf(text, ['z', 'q']);
  assert.equal(tokens.length, 5);
  assert.equal(putWord(text, tokens, 2, word('wolf')), 'The wolf slept.');
});
