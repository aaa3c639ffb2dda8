// The JavaScript face as a lesson's author uses it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPlayground, utf16Offsets } from '../../wasm/playground.js';

const sentence = 'The dragon guarded the treasure because it was valuable.';

test('a trace has its tokens, shape and slices by the names the README gives', async () => {
  const playground = await loadPlayground();
  const trace = playground.run({ text: sentence, mask: 'causal', heads: 4, layers: 2 });
  assert.deepEqual(trace.tokens[1], { id: 1, text: 'dragon', start: 4, end: 10 });
  assert.deepEqual(
    [trace.layers, trace.heads, trace.length, trace.width, trace.headWidth],
    [2, 4, 10, 64, 16],
  );
  assert.equal(trace.request.mask, 'causal');
  assert.equal(trace.request.tokenizer, 'words');
  assert.equal(trace.weights(1, 3).length, 100);
  assert.equal(trace.query(1, 3).length, 160);
  assert.equal(trace.queryMatrix(0, 0).length, 64 * 16);
  assert.equal(trace.outputMatrix(0).length, 64 * 64);
  assert.equal(trace.stream(2).length, 640);
  assert.equal(trace.softmaxSteps(0, 0, 6).length, 42);
  assert.equal(trace.entropies(0, 0).length, 20);
  assert.equal(
    trace.allowed().reduce((sum, one) => sum + one, 0),
    55,
  );
  assert.ok(trace.statistics(0, 0).entropy > 0);
  trace.delete();
  playground.delete();
});

test('a trace’s matrices fill arrays of the caller’s; others are refused in words', async () => {
  const playground = await loadPlayground();
  const trace = playground.run({ text: sentence, layers: 2 });
  const into = new Float32Array(100).fill(7);
  assert.equal(trace.weights(1, 2, into), into);
  assert.deepEqual(into, trace.weights(1, 2));
  assert.equal(trace.meanWeights(1, into), into);
  assert.deepEqual(into, trace.meanWeights(1));
  assert.equal(trace.allowed(new Uint8Array(100))[99], 1);
  assert.throws(() => trace.scores(0, 0, new Float32Array(99)), /into is a Float32Array of 100 /);
  assert.throws(
    () => trace.allowed(/** @type {any} */ (into)),
    /into is a Uint8Array of 100 numbers/,
  );
  trace.delete();
  playground.delete();
});

test('a trace in steps is the same, can be left, and one that was deleted says so', async () => {
  const playground = await loadPlayground();
  const request = { text: sentence, layers: 2, mask: 'causal' };
  const left = playground.steps(request);
  left.next();
  left.return(/** @type {any} */ (undefined));
  const steps = playground.steps(request);
  let step = steps.next();
  let count = 1;
  for (; !step.done; count += 1) step = steps.next();
  // The mask's and five of each layer; the model was drawn in part by the one that was left.
  assert.ok(count > 11, `${count}`);
  const trace = /** @type {import('../../wasm/playground.js').Trace} */ (step.value);
  const weights = trace.weights(1, 3);
  trace.delete();
  assert.throws(() => trace.weights(1, 3), /was deleted/);
  assert.throws(() => trace.delete(), /was deleted/);
  const other = playground.run({ ...request, text: 'a b' });
  assert.equal(other.weights(1, 3).length, 4);
  other.delete();
  assert.deepEqual(playground.run(request).weights(1, 3), weights);
  assert.throws(() => playground.steps({ text: 'a', heads: 7 }).next(), /63 and 70/);
  playground.delete();
});

test('wrong input throws the core’s message and leaves the module usable', async () => {
  const playground = await loadPlayground();
  const wrong = /** @type {[object, RegExp][]} */ ([
    [{ text: 'a', heads: 7 }, /63 and 70/],
    [{ text: 'a', mask: 'sideways' }, /no mask "sideways"/],
    [{ text: 'a', temperature: NaN }, /temperature is a number/],
    [{ text: 'a', model: 'reader' }, /"reader" is not loaded/],
    [{ text: 'a', colour: 'red' }, /no property "colour"/],
    [{ text: 'w '.repeat(5210) }, /5,210 tokens; the playground takes up to 4,096/],
    [{ text: 'w '.repeat(4096), width: 1024, layers: 96 }, /the limit is 1 GiB/],
    [{}, /text/],
  ]);
  for (const [request, message] of wrong) {
    assert.throws(() => playground.run(/** @type {any} */ (request)), message);
    const trace = playground.run({ text: 'still here' });
    assert.equal(trace.length, 2);
    assert.throws(() => trace.weights(0, 8), /no layer 0, head 8/);
    assert.throws(() => trace.softmaxSteps(0, 0, 2), /no token 2/);
    trace.delete();
  }
  await assert.rejects(playground.load('nonsense'), /give its bytes/);
  await assert.rejects(playground.load('mine', new TextEncoder().encode('{')), /not JSON/);
  playground.delete();
});

test('a lone surrogate changes nothing but itself', async () => {
  const playground = await loadPlayground();
  const texts = playground.tokenize({ text: 'a\ud800b', tokenizer: 'characters' });
  assert.deepEqual(
    texts.map(({ text }) => text),
    ['a', '\ufffd', 'b'],
  );
  playground.delete();
});

test('attention fills the caller’s arrays and checks the sizes of all', async () => {
  const playground = await loadPlayground();
  const q = Float32Array.from({ length: 12 }, (_, i) => Math.sin(i));
  const arrays = { q, k: q, v: q, length: 3, width: 4, heads: 2, mask: 'causal' };
  const into = { weights: new Float32Array(18), output: new Float32Array(12) };
  const filled = playground.attention({ ...arrays, into });
  assert.equal(filled.weights, into.weights);
  assert.deepEqual(playground.attention(arrays).weights, into.weights);
  assert.deepEqual([...into.weights.subarray(0, 3)], [1, 0, 0]);
  assert.throws(() => playground.attention({ ...arrays, q: q.subarray(1) }), /12 numbers/);
  assert.throws(() => playground.attention({ ...arrays, heads: 3 }), /cannot be split into 3/);
  assert.throws(
    () => playground.attention({ ...arrays, into: { weights: new Float32Array(1) } }),
    /into.weights/,
  );
  playground.delete();
});

test('10,000 runs with delete() leave the memory where it was after the first hundred', async () => {
  const playground = await loadPlayground();
  const run = (/** @type {number} */ i) => {
    const trace = playground.run({ text: `${sentence} ${i % 7 ? 'and more' : ''}`, layers: 2 });
    trace.weights(1, 0);
    trace.scores(0, i % 8);
    trace.delete();
  };
  for (let i = 0; i < 100; ++i) run(i);
  const before = playground.memoryBytes;
  for (let i = 0; i < 9_900; ++i) run(i);
  assert.equal(playground.memoryBytes, before);
  playground.delete();
});

test('byte offsets become offsets in a JavaScript string', () => {
  assert.deepEqual(utf16Offsets('aé中😀z', [0, 1, 3, 6, 10, 11]), [0, 1, 2, 3, 5, 6]);
});
