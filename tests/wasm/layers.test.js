// Attention and layers on one's own arrays, beside three plain loops in JavaScript.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPlayground } from '../../wasm/playground.js';
import { candidates as naiveCandidates } from '../bench/candidates/naive.js';
import { candidates as ownCandidates } from '../bench/candidates/ours.js';
import { KINDS, makeTask } from '../bench/tasks.js';

/** @import { Answer } from '../bench/tasks.js' */

const playground = await loadPlayground();

/** @param {Float32Array} actual @param {Float32Array} expected */
function assertNear(actual, expected) {
  assert.equal(actual.length, expected.length);
  actual.forEach((number, i) =>
    assert.ok(Math.abs(number - expected[i]) < 2e-5, `${i}: ${number}, not ${expected[i]}`),
  );
}

test('attention, multiHead and blocks give what plain loops give, again and again', () => {
  for (const kind of KINDS) {
    for (const size of [
      [1, 8, 2],
      [13, 12, 3],
      [70, 64, 8],
    ]) {
      const task = makeTask(kind, size);
      const [own] = ownCandidates(playground, task);
      const [naive] = naiveCandidates(task);
      const expected = /** @type {Answer} */ (naive.run());
      for (let i = 0; i < 2; ++i) {
        const actual = /** @type {Answer} */ (own.run());
        assertNear(actual.output, expected.output);
        actual.weights.forEach((weights, block) => assertNear(weights, expected.weights[block]));
      }
      own.delete();
    }
  }
});

test('without weights the output has the same bits, and the weights are empty', () => {
  const { inputs, length, width, heads } = makeTask('core', [300, 24, 3]);
  for (const mask of ['none', 'causal', 'causal+window:20', 'dilated:3,2+noself']) {
    const arrays = { ...inputs, length, width, heads, mask };
    const { q, k, v } = inputs;
    const whole = playground.attention({ ...arrays, q, k, v });
    const alone = playground.attention({ ...arrays, q, k, v, weights: false });
    assert.equal(alone.weights.length, 0);
    assert.deepEqual(alone.output, whole.output);
    assert.equal(whole.weights.length, heads * length * length);
  }
});

test('a layer reads its mask, scale and temperature in every run', () => {
  const { inputs, parameters, width, heads } = makeTask('projections', [4, 8, 2]);
  const [{ wq, wk, wv, wo }] = parameters;
  const layer = playground.multiHead({ wq, wk, wv, wo, width, heads });
  const arrays = { x: inputs.x, length: 4 };
  assert.equal(layer.run({ ...arrays, mask: 'causal' }).weights[1], 0);
  assert.notEqual(layer.run(arrays).weights[1], 0);
  const even = layer.run({ ...arrays, temperature: 100, scale: 0 }).weights;
  even.forEach((weight) => assert.equal(weight, 0.25));
  layer.delete();
});

test('what is no layer is refused in words', () => {
  const { inputs, parameters } = makeTask('blocks', [4, 8, 2]);
  const [block] = /** @type {any[]} */ (parameters);
  const { wq, wk, wv, wo } = block;
  const matrices = { wq, wk, wv, wo };
  assert.throws(
    () => playground.multiHead({ ...matrices, width: 8, heads: 3 }),
    /width must be a multiple of heads|equal heads|multiple/,
  );
  assert.throws(
    () => playground.multiHead({ ...matrices, wk: wk.subarray(1), width: 8, heads: 2 }),
    /wk is a Float32Array of width · width = 64 numbers, not 63 numbers/,
  );
  assert.throws(
    () => playground.multiHead({ ...matrices, width: 0, heads: 2 }),
    /width is a whole/,
  );
  assert.throws(() => playground.blocks({ blocks: [], width: 8, heads: 2 }), /at least one/);
  assert.throws(
    () => playground.blocks({ blocks: [{ ...block, down: wq }], width: 8, heads: 2 }),
    /down is a Float32Array of hidden · width = 256/,
  );
  const layer = playground.blocks({ blocks: [block], width: 8, heads: 2 });
  assert.throws(
    () => layer.run({ x: inputs.x, length: 3 }),
    /x is a Float32Array of length · width = 24/,
  );
  assert.throws(() => layer.run({ x: inputs.x, length: 4, mask: 'windy' }), /mask/);
  assert.throws(
    () => layer.run(/** @type {any} */ ({ x: inputs.x, length: 4, maks: 'causal' })),
    /run has no “maks”; it takes x, length, mask, /,
  );
  assert.equal(layer.run({ x: inputs.x, length: 4 }).output.length, 32);
  layer.delete();
  layer.delete();
  assert.throws(() => layer.run({ x: inputs.x, length: 4 }), /This layer was deleted/);
});

test('what is no attention is refused in words', () => {
  const attention = /** @type {any} */ (playground.attention);
  const [q, k, v] = Array.from({ length: 3 }, () => new Float32Array(8));
  assert.throws(() => attention(), /length and width are whole numbers/);
  const shape = { length: 2, width: 4 };
  const refusals = /** @type {const} */ ([
    [{ q: [1, 2], k, v }, /q is a Float32Array of length · width = 8 numbers, not an Array\./],
    [{ q, k: new Float64Array(8), v }, /k is .* not a Float64Array\./],
    [{ q, k }, /v is .* not undefined\./],
    [{ q, k, v, maks: 'causal' }, /attention has no “maks”/],
    [{ q, k, v, into: { weight: q } }, /into has no “weight”; it takes weights, output/],
    [{ q, k, v, into: { output: [] } }, /into.output is a Float32Array of 8 numbers, not an Array/],
  ]);
  for (const [arrays, message] of refusals) {
    assert.throws(() => attention({ ...shape, ...arrays }), message);
  }
  assert.equal(attention({ ...shape, q, k, v }).output.length, 8);
});

test('a thousand runs of the same sizes leave the memory where it was', () => {
  const tasks = KINDS.map((kind) => makeTask(kind, [33, 16, 4]));
  const own = tasks.flatMap((task) => ownCandidates(playground, task));
  own.forEach(({ run }) => run());
  const before = playground.memoryBytes;
  for (let i = 0; i < 1000; ++i) own.forEach(({ run }) => run());
  assert.equal(playground.memoryBytes, before);
  own.forEach((candidate) => candidate.delete());
});
