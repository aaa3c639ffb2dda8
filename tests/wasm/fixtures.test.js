// PyTorch's numbers (tests/fixtures/make_fixtures.py) and GPT-2's tokens through WebAssembly.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadPlayground } from '../../wasm/playground.js';

/** @param {string} path */
const fixture = (path) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url));

/** The float32 numbers of a version 1.0 .npy file. */
function npyNumbers(/** @type {Buffer} */ bytes) {
  const start = 10 + bytes.readUInt16LE(8);
  return new Float32Array(
    bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length),
  );
}

/**
 * @param {Float32Array} numbers
 * @param {Float32Array} expected
 */
function largestDifference(numbers, expected) {
  assert.equal(numbers.length, expected.length);
  return numbers.reduce((largest, x, i) => {
    const difference = Math.abs(x - expected[i]);
    return difference <= largest ? largest : difference;
  }, 0);
}

test('weights and outputs agree with PyTorch to 1e-5', async () => {
  const playground = await loadPlayground();
  const cases = JSON.parse(fixture('attention/cases.json').toString());
  const numbers = npyNumbers(fixture('attention/numbers.npy'));
  assert.ok(cases.length >= 40);
  for (const { length, width, heads, mask, scale, temperature, offset } of cases) {
    let at = offset;
    const take = (/** @type {number} */ count) => numbers.subarray(at, (at += count));
    const [q, k, v] = [take(length * width), take(length * width), take(length * width)];
    const expectedWeights = take(heads * length * length);
    const expectedOutput = take(length * width);
    const { weights, output } = playground.attention({
      q,
      k,
      v,
      length,
      width,
      heads,
      mask,
      scale,
      temperature,
    });
    assert.ok(largestDifference(weights, expectedWeights) <= 1e-5, `${mask} ${scale} ${length}`);
    assert.ok(largestDifference(output, expectedOutput) <= 1e-5, `${mask} ${scale} ${length}`);
  }
  playground.delete();
});

test('GPT-2 is loaded on demand, and its tokens equal gpt-3-encoder’s on 1,000 texts', async () => {
  const playground = await loadPlayground();
  assert.throws(
    () => playground.tokenize({ text: 'a', tokenizer: 'gpt2' }),
    /"gpt2" is not loaded/,
  );
  await playground.load('gpt2');
  const texts = JSON.parse(fixture('gpt2_tokens.json').toString());
  assert.equal(texts.length, 1000);
  for (const [text, ids] of texts) {
    const tokens = playground.tokenize({ text, tokenizer: 'gpt2' });
    assert.deepEqual(
      tokens.map(({ id }) => id),
      ids,
      JSON.stringify(text),
    );
  }
  playground.delete();
});

test('characters are cut where Intl.Segmenter cuts them', async () => {
  const playground = await loadPlayground();
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const texts = JSON.parse(fixture('gpt2_tokens.json').toString());
  for (const [text] of texts) {
    const expected = [...segmenter.segment(text)].map(({ segment }) => segment);
    const tokens = playground.tokenize({ text, tokenizer: 'characters' });
    if (tokens.length <= 4096) {
      assert.deepEqual(
        tokens.map((token) => token.text),
        expected,
        JSON.stringify(text),
      );
    }
  }
  playground.delete();
});
