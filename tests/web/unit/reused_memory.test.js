/** Large slices: which of them stay on the page, and that memory which comes back leaves no trace in what it holds next. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeptSlices } from '../../../web/kept_slices.js';
import { keepLevels, levelsKept, levelsOf } from '../../../web/render/pyramid.js';
import { createSpareMemory } from '../../../web/worker/spare_memory.js';
import { cut, levelsOfWeights } from '../../../web/worker/summary.js';
import { loadPlayground } from '../../../wasm/playground.js';

const MB = 2 ** 20;

function createKept() {
  /** @type {ArrayBuffer[]} */
  const back = [];
  return { back, kept: createKeptSlices((buffers) => back.push(...buffers)) };
}

/** @param {number} megabytes */
const large = (megabytes) => new Uint8Array(megabytes * MB);

test('of large slices so many stay as the budget allows; the first that came leaves first, what is needed never', () => {
  const { kept, back } = createKept();
  const slices = new Map([
    ['a', large(40)],
    ['small', new Uint8Array(10)],
    ['b', large(20)],
    ['c', large(20)],
    ['d', large(20)],
  ]);
  const [b, c] = [slices.get('b'), slices.get('c')];
  kept.makeRoom(slices, () => new Set(['a', 'd']));
  assert.deepEqual([...slices.keys()], ['a', 'small', 'd']);
  assert.equal(back.length, 0, 'a view may still read it');
  kept.drawn();
  assert.deepEqual(back, [b?.buffer, c?.buffer]);
  kept.drawn();
  assert.equal(back.length, 2, 'only once');
  slices.set('e', large(200));
  kept.makeRoom(slices, () => new Set(['e']));
  assert.deepEqual([...slices.keys()], ['small', 'e'], 'one that is larger than the budget');
});

test('a trace’s large slices leave with their levels; small ones and those that somebody has do not', () => {
  const { kept, back } = createKept();
  const [values, lent, small] = [new Float32Array(1024 ** 2), large(2), new Float32Array(100)];
  const allowed = new Uint8Array(values.length).fill(1);
  const levels = levelsOf({ values, rows: 1024, columns: 1024, allowed });
  keepLevels(values, levels);
  assert.deepEqual(levelsKept(values), levels);
  kept.lend(lent);
  kept.leave([values, lent, small]);
  kept.drawn();
  assert.deepEqual(back, [
    values.buffer,
    levels[0].values.buffer,
    /** @type {Uint8Array} */ (levels[0].allowed).buffer,
  ]);
});

test('memory that came back is used again for a text of about the same length, and nothing of it shows', async () => {
  const playground = await loadPlayground();
  const text = (/** @type {number} */ n) =>
    Array.from({ length: n }, (_, i) => `w${i % 7}`).join(' ');
  const memory = createSpareMemory();
  const keys = /** @type {import('../../../web/types.js').SliceKey[]} */ ([
    ['weights', 0, 1],
    ['meanWeights', 0],
    ['scores', 0, 1],
    ['allowed'],
    ['query', 0, 1],
  ]);
  /** @type {Set<ArrayBuffer>} */
  const seen = new Set();
  for (const [n, mask] of [
    [1100, 'none'],
    [1105, 'causal'],
    [1103, 'window:3'],
  ]) {
    const trace = playground.run({ text: text(Number(n)), mask: String(mask) });
    const [fresh, reused] = [undefined, memory].map((where) => {
      const { slices } = cut(trace, keys, where);
      return { slices, levels: levelsOfWeights(trace, keys, slices, where) };
    });
    assert.deepEqual(reused, fresh, String(mask));
    trace.delete();
    const buffers = [
      ...reused.slices.slice(0, 4),
      ...reused.levels.flat().flatMap(({ values, allowed }) => [values, allowed ?? values]),
    ].map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer));
    const sizable = buffers.filter(({ byteLength }) => byteLength >= MB);
    const isNew = (/** @type {ArrayBuffer} */ buffer) => !seen.has(buffer);
    assert.equal(sizable.filter(isNew).length, seen.size > 0 ? 0 : sizable.length);
    for (const buffer of buffers) {
      seen.add(buffer);
      new Uint8Array(buffer).fill(0xa5);
    }
    memory.give(buffers);
  }
});

test('of what came back and is not wanted, only so much is kept', () => {
  const memory = createSpareMemory();
  const buffers = Array.from({ length: 10 }, () => new ArrayBuffer(20 * MB));
  memory.give(buffers);
  const taken = Array.from({ length: 10 }, () => memory.bytes(20 * MB).buffer);
  assert.equal(taken.filter((buffer) => buffers.includes(/** @type {any} */ (buffer))).length, 6);
});
