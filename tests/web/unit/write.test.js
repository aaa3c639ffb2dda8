import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPlayground } from '../../../wasm/playground.js';
import {
  barsOf,
  createDice,
  drawIndex,
  sampled,
  splitMix64,
} from '../../../web/doors/write_draw.js';
import {
  defaultSettings,
  formatSettings,
  parseSettings,
  promptFrom,
} from '../../../web/doors/write_settings.js';
import { END, spelled, storiesIn } from '../../../web/views/spelling.js';

/** @param {string} words apart by spaces */
const wordsOf = (words) =>
  words.split(' ').map((text) => ({ id: text === '[END]' ? END : 99, text }));
/** @param {string} words  @param {string} [before] */
const textOf = (words, before = '') => before + spelled(wordsOf(words), before).join('');

/** @param {Float32Array} shares */
const rounded = (shares) => Array.from(shares, (share) => Number(share.toFixed(4)));

test('words become a text: capitals, no space before a sign, a line for each story', () => {
  assert.equal(
    textOf('the fox ran , but it fell . [END] a dog slept .'),
    'The fox ran, but it fell.\nA dog slept.',
  );
  assert.equal(textOf('guards it .', 'The dragon'), 'The dragon guards it.');
  assert.equal(textOf('because', 'The dragon '), 'The dragon because');
  assert.equal(textOf('it ran', 'It was old.'), 'It was old. It ran');
  assert.equal(textOf('the #x #y #! dog'), 'The xy! Dog');
  assert.deepEqual(storiesIn('One.\nTwo'), ['One.', 'Two']);
});

test('SplitMix64 gives the numbers that are published for it', () => {
  const next = splitMix64(1234567n);
  assert.deepEqual(
    [next(), next(), next()],
    [6457827717110365317n, 3203168211198807973n, 9817491932198370423n],
  );
});

test('temperature, top-k and top-p leave what the core leaves, and the dice fall as in the core', async () => {
  const playground = await loadPlayground();
  await playground.load('writer');
  const text = 'The dragon';
  const [{ probabilities: raw }] = playground.generate({ text, temperature: 1 });
  for (const [temperature, topK, topP] of [
    [0, 0, 1],
    [0.8, 0, 1],
    [1.5, 5, 1],
    [0.7, 0, 0.5],
    [1, 20, 0.9],
  ]) {
    const settings = { temperature, topK, topP };
    const [first] = playground.generate({ text, ...settings });
    const mine = sampled(raw, settings);
    first.probabilities.forEach((share, id) => assert.ok(Math.abs(share - mine[id]) < 1e-5));
    // Rounding lets the core's top-p of 1 leave out what is under one in a million.
    const many = (/** @type {Float32Array} */ shares) =>
      shares.reduce((count, share) => count + Number(share > 1e-6), 0);
    assert.equal(many(mine), many(first.probabilities));
  }
  const dice = createDice(7);
  let count = 0;
  for (const { id, probabilities } of playground.generate({ text, seed: 7 })) {
    assert.equal(drawIndex(probabilities, dice()), id);
    count += 1;
    if (count === 50) break;
  }
  playground.delete();
});

test('a bar for each probable word, for the one that was drawn, and the rest', () => {
  const raw = Float32Array.of(0.1, 0.4, 0.2, 0.3);
  assert.deepEqual(
    rounded(sampled(raw, { temperature: 1, topK: 2, topP: 1 })),
    [0, 0.5714, 0, 0.4286],
  );
  const { bars, more, rest } = barsOf(raw, raw, 0, 2);
  assert.deepEqual(
    bars.map(({ id }) => id),
    [1, 3, 0],
  );
  assert.equal(more, 1);
  assert.ok(Math.abs(rest - 0.2) < 1e-6);
  const cut = barsOf(raw, Float32Array.of(0, 1, 0, 0), null, 3);
  assert.deepEqual([cut.bars.map(({ share }) => share), cut.more, cut.rest], [[1, 0, 0], 0, 0]);
});

test('settings come back from an address, and what is broken is named', () => {
  const settings = { ...defaultSettings, seed: 3, topP: 0.5, head: '2.1', prompt: 'a: b, seed:4' };
  assert.equal(formatSettings(settings), 'seed:3,topP:0.5,head:2.1,prompt:a: b, seed:4');
  assert.deepEqual(parseSettings(formatSettings(settings)), { settings, problems: [] });
  assert.equal(parseSettings('prompt:').settings.prompt, '');
  const broken = parseSettings('seed:-1,temperature:9,speed:warp,colour:red,topK:3');
  assert.deepEqual(broken.settings, { ...defaultSettings, topK: 3 });
  assert.equal(broken.problems.length, 4);
});

test('a finished sentence lends its beginning, an unfinished one all of it', () => {
  assert.equal(promptFrom('The keys near the cabinet are old.'), 'The keys');
  assert.equal(promptFrom(' The king  saw '), 'The king saw');
  assert.equal(promptFrom(''), 'The dragon');
});
