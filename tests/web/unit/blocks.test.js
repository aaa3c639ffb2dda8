import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBlocks, NOT_A_NUMBER, NUMBER } from '../../../web/render/blocks.js';
import { spansOf } from '../../../web/render/heatmap.js';

const [ROWS, COLUMNS] = [23, 37];

/** Numbers of both signs, some of them infinite or none. */
const values = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => {
  if (i % 41 === 0) return NaN;
  if (i % 53 === 0) return -Infinity;
  return Math.sin(i * i) * 10 ** ((i % 5) - 2);
});
const causal = Uint8Array.from({ length: values.length }, (_, i) =>
  Number(i % COLUMNS <= Math.floor(i / COLUMNS)),
);

/** A cell's pixels, and the column at the left edge. */
// prettier-ignore
const views = [[0.2, 0], [0.37, 5.3], [0.5, 0], [0.77, 11.2], [1, 0], [1.4, 20.9], [3, 35], [0.6, 30]];

/**
 * One pixel's block, cell by cell.
 * @param {Uint8Array | null} allowed
 * @param {number[]} rows  @param {number[]} columns  from and to, exclusive
 */
function slowly(allowed, [firstRow, lastRow], [firstColumn, lastColumn]) {
  let [best, held] = [0, 0];
  for (let row = firstRow; row < lastRow; row += 1) {
    for (let column = firstColumn; column < lastColumn; column += 1) {
      const at = row * COLUMNS + column;
      if (allowed?.[at] === 0) continue;
      held |= Number.isNaN(values[at]) ? NOT_A_NUMBER : NUMBER;
      if (Math.abs(values[at]) > Math.abs(best)) best = values[at];
    }
  }
  return { best, held };
}

test('each pixel has the number furthest from 0 of its block, at every size and place', () => {
  for (const allowed of [null, causal]) {
    for (const [cell, origin] of views) {
      const across = spansOf(20, cell, origin, COLUMNS, 0);
      const down = spansOf(20, cell, origin / 2, ROWS, 0);
      const blocks = createBlocks({ values, rows: ROWS, columns: COLUMNS, allowed }, across);
      for (let y = 0; y < 20; y += 1) {
        blocks.gather(down.first[y], down.last[y]);
        for (let x = 0; x < 20; x += 1) {
          const rows = [down.first[y], down.last[y]];
          const { best, held } = slowly(allowed, rows, [across.first[x], across.last[x]]);
          assert.equal(blocks.best[x], best, `cell ${cell} from ${origin}, pixel ${x}, ${y}`);
          assert.equal(blocks.held[x], held, `cell ${cell} from ${origin}, pixel ${x}, ${y}`);
        }
      }
    }
  }
});
