import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSelectionFollower, placeOf } from '../../../web/state/selection_follower.js';

/** @param {string} text  @returns {any} */
const tokensOf = (text) => text.split(' ').map((word) => ({ text: word }));

/** @param {string} text  @param {number[]} [row] the weights of every row */
function answerOf(text, row = []) {
  const tokens = tokensOf(text);
  const weights = Float32Array.from(tokens.flatMap(() => row));
  const summary = { tokens, length: tokens.length, layers: 1 };
  return /** @type {any} */ ({ summary, keys: [['weights', 0, 0]], slices: [weights] });
}

/** @param {number} query  @param {number} key  @returns {any} */
const viewOf = (query, key) => ({ layer: 0, head: 0, query, key });

test('a token is found where the text has moved it, the nearest of several', () => {
  const before = tokensOf('the dog saw it');
  assert.equal(placeOf(before, 3, tokensOf('the big dog saw it')), 4);
  assert.equal(placeOf(before, 1, tokensOf('the dog saw it again')), 1);
  assert.equal(placeOf(before, 0, tokensOf('a dog saw the cat')), 3);
  assert.equal(placeOf(before, 3, tokensOf('it is said that the dog saw it')), 7);
  assert.equal(placeOf(before, 1, tokensOf('the cat saw it')), -1);
});

test('the selection stays on its word while another sentence is typed', () => {
  const follower = createSelectionFollower();
  const [first, begun, done] = ['the dog saw it', 'robots', 'robots saw that it fell'].map((text) =>
    answerOf(text),
  );
  follower.begin('word');
  assert.deepEqual(follower.follow(viewOf(3, 1), first.summary, begun), { query: 0, key: 0 });
  follower.begin('word');
  assert.deepEqual(follower.follow(viewOf(0, 0), begun.summary, done), { query: 3, key: 0 });
});

test('nor is it lost where all is deleted first', () => {
  const follower = createSelectionFollower();
  const [first, none, done] = ['the dog saw it', '', 'because it fell'].map((text) =>
    answerOf(text),
  );
  none.summary.tokens = [];
  none.summary.length = 0;
  follower.begin('word');
  assert.equal(follower.follow(viewOf(3, 1), first.summary, none), null);
  follower.begin('word');
  assert.deepEqual(follower.follow(viewOf(3, 1), none.summary, done), { query: 1, key: 1 });
});

test('a word that was exchanged by a click leads to the largest weight of the row, or of the row that is named', () => {
  const follower = createSelectionFollower();
  const before = answerOf('the dog saw it').summary;
  const after = answerOf('the dog saw else', [0.1, 0.6, 0.2, 0.1]);
  follower.begin('largest', 'else');
  assert.deepEqual(follower.follow(viewOf(1, 0), before, after), { query: 3, key: 1 });
});

test('what is selected or opened otherwise stays as it is', () => {
  const follower = createSelectionFollower();
  const [before, after] = [answerOf('the dog saw it').summary, answerOf('it was seen')];
  assert.equal(follower.follow(viewOf(3, 1), before, after), null);
  follower.begin('word');
  follower.end();
  assert.equal(follower.follow(viewOf(3, 1), before, after), null);
});

test('where nobody chose a cell and the first one is forbidden, the first trace begins at a row that says something', () => {
  const follower = createSelectionFollower(() => 2);
  const masked = answerOf('dogs sleep', [0, 1]);
  masked.slices = [Float32Array.of(0, 1, 0.5, 0, 0.25, 0.75)];
  assert.deepEqual(follower.follow(viewOf(0, 0), null, masked), { query: 2, key: 1 });
  assert.equal(follower.follow(viewOf(1, 0), null, masked), null);
  masked.slices = [Float32Array.of(0.5, 0.5, 0, 0)];
  assert.equal(follower.follow(viewOf(0, 0), null, masked), null);
});
