import assert from 'node:assert/strict';
import { test } from 'node:test';
import { halved, keepLevels, levelFor, levelsOf } from '../../../web/render/pyramid.js';

/** @typedef {import('../../../web/render/heatmap.js').Matrix} Matrix */

/** Numbers without a pattern, the same each time. @param {number} count */
function numbers(count) {
  let state = 1;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/**
 * @param {Matrix} matrix  @param {number} blocks
 * @param {number} row  @param {number} column  of the level
 */
function naiveBlock({ values, rows, columns, allowed }, blocks, row, column) {
  let best = 0;
  let open = 0;
  for (let i = row * blocks; i < Math.min(rows, (row + 1) * blocks); i += 1) {
    for (let j = column * blocks; j < Math.min(columns, (column + 1) * blocks); j += 1) {
      const at = i * columns + j;
      if (allowed && !allowed[at]) continue;
      open = 1;
      if (Number.isNaN(best)) continue;
      if (Number.isNaN(values[at]) || Math.abs(values[at]) > Math.abs(best)) best = values[at];
    }
  }
  return { best, open };
}

/** @param {Matrix} matrix  @param {Matrix} level  @param {number} blocks */
function assertLevel(matrix, level, blocks) {
  assert.equal(level.rows, Math.ceil(matrix.rows / blocks));
  assert.equal(level.columns, Math.ceil(matrix.columns / blocks));
  for (let row = 0; row < level.rows; row += 1) {
    for (let column = 0; column < level.columns; column += 1) {
      const at = row * level.columns + column;
      const { best, open } = naiveBlock(matrix, blocks, row, column);
      assert.equal(level.values[at], best, `${row}, ${column}`);
      if (level.allowed) assert.equal(level.allowed[at], open);
    }
  }
}

test('half a matrix holds the number furthest from 0 of each block, at odd edges too', () => {
  for (let rows = 1; rows < 7; rows += 1) {
    for (let columns = 1; columns < 7; columns += 1) {
      const values = numbers(rows * columns);
      const allowed = values.map((value) => Number(value > -0.4));
      const masked = { values, rows, columns, allowed: Uint8Array.from(allowed) };
      assertLevel(masked, halved(masked), 2);
      const free = { values, rows, columns, allowed: null };
      assertLevel(free, halved(free), 2);
      assert.equal(halved(free).allowed, null);
    }
  }
});

test('what is not a number stays visible where it is allowed, and only there', () => {
  const values = Float32Array.from([0.5, NaN, 0.25, 0]);
  const shape = { values, rows: 2, columns: 2 };
  const allowing = (/** @type {number[]} */ ...allowed) =>
    halved({ ...shape, allowed: Uint8Array.from(allowed) }).values[0];
  assert.equal(halved({ ...shape, allowed: null }).values[0], NaN);
  assert.equal(allowing(1, 1, 1, 1), NaN);
  assert.equal(allowing(1, 0, 1, 1), 0.5);
});

test('the level that is drawn has cells of at most a pixel', () => {
  const matrix = { values: numbers(1100 * 1030), rows: 1100, columns: 1030, allowed: null };
  assert.equal(levelFor(matrix, 0.51).matrix, matrix);
  const half = levelFor(matrix, 0.5);
  assert.equal(half.blocks, 2);
  assertLevel(matrix, half.matrix, 2);
  const quarter = levelFor(matrix, 0.1);
  assert.equal(quarter.blocks, 4, 'a level of 275 × 258 is small enough');
  assertLevel(matrix, quarter.matrix, 4);
  assert.equal(levelFor(matrix, 0.5).matrix, half.matrix, 'and is made once');
});

test('levels that were made elsewhere are drawn from', () => {
  const matrix = { values: numbers(1100 * 1100), rows: 1100, columns: 1100, allowed: null };
  const levels = levelsOf(matrix);
  assert.equal(levels.length, 2);
  keepLevels(matrix.values, levels);
  assert.equal(levelFor(matrix, 0.5).matrix, levels[0]);
  assert.equal(levelFor(matrix, 0.2).matrix, levels[1]);
  assert.deepEqual(levelsOf({ ...matrix, rows: 10, columns: 10 }), []);
});

test('rows that stand back are drawn one by one', () => {
  const values = numbers(600 * 600);
  const fadedRows = new Uint8Array(600);
  const matrix = { values, rows: 600, columns: 600, allowed: null, fadedRows };
  assert.equal(levelFor(matrix, 0.1).matrix, matrix);
});
