import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digitSize, fixed, signedText, weightText } from '../../../web/render/digits.js';
import { fillHatch, hatchTile } from '../../../web/render/hatch.js';
import { drawHeatmap, spansOf } from '../../../web/render/heatmap.js';
import {
  colourOf,
  diverging,
  divergingPosition,
  faded,
  sequential,
} from '../../../web/render/palette.js';

/** A canvas context with nothing but the pixels it was given. */
function fakeContext() {
  /** @type {{ data: Uint8ClampedArray, width: number } | null} */
  let put = null;
  const context = {
    createImageData: (/** @type {number} */ width, /** @type {number} */ height) => ({
      data: new Uint8ClampedArray(4 * width * height),
      width,
    }),
    putImageData: (/** @type {typeof put} */ image) => (put = image),
  };
  return {
    context: /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (context)),
    /** @param {number} x  @param {number} y */
    at(x, y) {
      const { data, width } = /** @type {NonNullable<typeof put>} */ (put);
      const [r, g, b] = data.subarray(4 * (y * width + x));
      return `rgb(${r}, ${g}, ${b})`;
    },
  };
}

/** @param {number} packed */
const cssOf = (packed) => `rgb(${packed & 255}, ${(packed >> 8) & 255}, ${(packed >> 16) & 255})`;

const weights = {
  table: sequential('light'),
  palette: /** @type {const} */ ('sequential'),
  limit: 1,
  theme: /** @type {const} */ ('light'),
  ratio: 1,
};
const signed = {
  ...weights,
  table: diverging('light'),
  palette: /** @type {const} */ ('diverging'),
};

/** @param {number} cell  @param {number} columns  @param {number} rows */
const viewportOf = (cell, columns, rows) => ({
  box: { x: 0, y: 0, width: Math.round(cell * columns), height: Math.round(cell * rows) },
  cellWidth: cell,
  cellHeight: cell,
});

test('every cell has the colour of its number, with hairlines between', () => {
  const values = Float32Array.from([0, 0.25, 0.5, 0.75, 1, 0.1]);
  const { context, at } = fakeContext();
  drawHeatmap(context, { values, rows: 2, columns: 3 }, viewportOf(20, 3, 2), weights);
  values.forEach((value, i) => {
    const [x, y] = [(i % 3) * 20, Math.floor(i / 3) * 20];
    assert.equal(at(x, y), colourOf(weights.table, value));
    assert.equal(at(x + 18, y + 18), colourOf(weights.table, value));
  });
  assert.equal(at(39, 5), colourOf(weights.table, 0), 'the hairline right of 0.25');
  assert.equal(at(25, 19), colourOf(weights.table, 0), 'the hairline under 0.25');
});

test('signed numbers have the colours of the diverging palette about 0', () => {
  const values = Float32Array.from([-2, 0, 1, 2]);
  const { context, at } = fakeContext();
  drawHeatmap(context, { values, rows: 1, columns: 4 }, viewportOf(10, 4, 1), {
    ...signed,
    limit: 2,
  });
  values.forEach((value, i) => {
    assert.equal(at(10 * i + 4, 4), colourOf(signed.table, divergingPosition(value, 2)));
  });
});

test('cells that are not allowed are hatched in lines that run on from cell to cell', () => {
  const matrix = {
    values: new Float32Array(4),
    rows: 2,
    columns: 2,
    allowed: Uint8Array.of(1, 0, 0, 1),
  };
  const { context, at } = fakeContext();
  drawHeatmap(context, matrix, viewportOf(7, 2, 2), weights);
  const tile = hatchTile('light', 1);
  for (const [x, y] of [
    [7, 0],
    [9, 3],
    [0, 7],
    [5, 9],
  ]) {
    // prettier-ignore
    assert.equal(at(x, y), cssOf(tile[(x + y) % tile.length]));
  }
  assert.equal(at(3, 3), colourOf(weights.table, 0));
});

test('a legend is hatched in the same lines as the cells', () => {
  const { context, at } = fakeContext();
  fillHatch(context, { x: 3, y: 2, width: 9, height: 4 }, 'dark', 1);
  const tile = hatchTile('dark', 1);
  for (let x = 0; x < 9; x += 1) assert.equal(at(x, 3), cssOf(tile[(x + 3) % tile.length]));
});

test('what is not a number is unlike any number and unlike the hatching', () => {
  const matrix = { values: Float32Array.of(NaN, 0.5), rows: 1, columns: 2 };
  const { context, at } = fakeContext();
  drawHeatmap(context, matrix, viewportOf(7, 2, 1), weights);
  const seen = new Set(Array.from({ length: 7 }, (_, x) => at(x, 0)));
  assert.deepEqual([...seen].sort(), ['rgb(120, 120, 120)', colourOf(weights.table, 0)].sort());
});

test('a pixel over many cells shows the largest of them, and hatching only where none is allowed', () => {
  const size = 40;
  const values = new Float32Array(size * size);
  const allowed = new Uint8Array(size * size).fill(1);
  values[17 * size + 23] = 0.8;
  values[3 * size + 3] = 0.4;
  for (let i = 0; i < 10; i += 1) allowed.fill(0, i * size + 30, i * size + 40);
  const { context, at } = fakeContext();
  drawHeatmap(
    context,
    { values, rows: size, columns: size, allowed },
    viewportOf(0.1, size, size),
    weights,
  );
  assert.equal(at(2, 1), colourOf(weights.table, 0.8));
  assert.equal(at(0, 0), colourOf(weights.table, 0.4));
  assert.equal(at(1, 1), colourOf(weights.table, 0));
  const tile = hatchTile('light', 1);
  assert.equal(at(3, 0), cssOf(tile[3 % tile.length]));
});

test('a zoomed view starts at its own row and column, and ends in paper', () => {
  const values = Float32Array.from({ length: 16 }, (_, i) => i / 15);
  const { context, at } = fakeContext();
  const viewport = {
    box: { x: 0, y: 0, width: 40, height: 40 },
    cellWidth: 16,
    cellHeight: 16,
    row: 2,
    column: 1.5,
  };
  drawHeatmap(context, { values, rows: 4, columns: 4 }, viewport, weights);
  assert.equal(at(2, 2), colourOf(weights.table, 9 / 15));
  assert.equal(at(12, 20), colourOf(weights.table, 14 / 15));
  assert.equal(at(20, 36), colourOf(weights.table, 0));
});

test('the pixels of an axis belong to the cells one after another', () => {
  for (const cell of [0.3, 1, 1.7, 12.5]) {
    const size = Math.round(cell * 50);
    const { first, last } = spansOf(size, cell, 0, 50, 0);
    assert.equal(first[0], 0);
    assert.equal(last[size - 1], 50);
    for (let p = 1; p < size; p += 1) {
      assert.ok(first[p] === last[p - 1] || first[p] === first[p - 1], `pixel ${p} of ${cell}`);
    }
  }
});

test('digits are short, with a true minus and never a negative nothing', () => {
  const weights = [0, 1e-30, 0.004, 0.0051, 0.05, 0.836, 0.9949, 0.9951, Math.fround(1 - 1e-7), 1];
  assert.deepEqual(weights.map(weightText), [
    ...['0', '≈0', '≈0', '.01', '.05', '.84', '.99', '≈1', '≈1', '1'],
  ]);
  assert.deepEqual([-0.04, -0.4, 0, 9.94, -12.4].map(signedText), [
    '0.0',
    '−0.4',
    '0.0',
    '9.9',
    '−12',
  ]);
  assert.equal(fixed(-0.001, 2), '0.00');
  assert.equal(fixed(-Infinity, 2), '−∞');
});

test('digits fit their cells or are left out', () => {
  assert.equal(digitSize(12, 12, 'sequential'), 0);
  assert.equal(digitSize(44, 6, 'diverging'), 0);
  assert.ok(digitSize(28, 28, 'sequential') >= 11);
});

test('a row that stands back has fainter colours, the others their own', () => {
  const values = Float32Array.from([0.5, 1, 0.5, 1]);
  const { context, at } = fakeContext();
  const matrix = { values, rows: 2, columns: 2, fadedRows: Uint8Array.from([1, 0]) };
  drawHeatmap(context, matrix, viewportOf(20, 2, 2), weights);
  assert.equal(at(25, 5), colourOf(faded(weights.table, 'sequential'), 1));
  assert.equal(at(25, 25), colourOf(weights.table, 1));
});
