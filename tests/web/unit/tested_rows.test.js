import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPlayground } from '../../../wasm/playground.js';
import { wordKinds } from '../../../web/state/word_kinds.js';
import { testedSentence, untestedRows } from '../../../web/views/tested_rows.js';

const playground = await loadPlayground();
await playground.load('reader');
const facts = playground.model('reader');

/**
 * The words whose rows were tested.
 * @param {import('../../../wasm/playground.js').HeadRoleName} role
 * @param {string} text
 */
function testedIn(role, text) {
  const tokens = playground.tokenize({ text, model: 'reader' });
  const untested = untestedRows(facts, role, tokens);
  return untested && tokens.filter((_, at) => untested[at] === 0).map((token) => token.text);
}

test('a name holds for the words that it was earned on', () => {
  const text = 'The small hungry dragon guards the treasure because it is valuable.';
  assert.deepEqual(testedIn('pronoun', text), ['it']);
  assert.deepEqual(testedIn('adjective', text), ['small', 'hungry']);
  assert.deepEqual(testedIn('verb', text), ['guards']);
  const joined = 'The old and hungry dragon was small and slow.';
  assert.deepEqual(testedIn('adjective', joined), ['old', 'hungry']);
});

test('of a verb with a helper, the word that agrees was tested', () => {
  assert.deepEqual(testedIn('verb', 'The wolf does not guard the keys.'), ['does']);
  assert.deepEqual(testedIn('verb', 'The wolves do not guard the keys.'), ['do']);
  assert.deepEqual(testedIn('verb', 'The wolves did not guard the keys.'), []);
  assert.deepEqual(testedIn('verb', 'The wolves guard the keys.'), ['guard']);
  assert.deepEqual(testedIn('verb', 'The wolves guarded the keys.'), []);
});

test('rules of position hold for every row, and no name for none', () => {
  for (const role of /** @type {const} */ (['previous', 'next', 'same', 'first', null])) {
    assert.equal(untestedRows(facts, role, []), null);
    assert.equal(testedSentence(facts, role, []), '');
  }
});

test('where a text has no row that was tested, that is said', () => {
  const sentence = (/** @type {string} */ text) =>
    testedSentence(facts, 'pronoun', playground.tokenize({ text, model: 'reader' }));
  assert.match(sentence('The dragon slept because it was tired.'), /paler rows were not tested/);
  assert.match(sentence('The dragon slept.'), /here are none: no row was tested/);
});

test('nothing is said of the words of another model', () => {
  assert.equal(untestedRows({ ...facts, words: facts.words.slice(1) }, 'pronoun', []), null);
  assert.equal(facts.words.length - facts.firstWord, wordKinds.length);
});

for (const role of /** @type {const} */ (['pronoun', 'adjective', 'verb'])) {
  test(`every row that the core tests for ${role} is among those`, () => {
    let count = 0;
    for (const right of [true, false]) {
      const examples = playground.counterExamples('reader', role, 0, 0, 60, 5, { right });
      for (const { text, query } of examples) {
        const tokens = playground.tokenize({ text, model: 'reader' });
        assert.equal(
          untestedRows(facts, role, tokens)?.[query],
          0,
          `${tokens[query].text}: ${text}`,
        );
        count += 1;
      }
    }
    assert.ok(count >= 60, `${count}`);
  });
}
