/**
 * A large matrix at half, a quarter, … of its size, so that drawing it costs as much as there are pixels, not cells. As on
 * the whole matrix, a cell stands for the number of its block that is furthest from 0.
 */

/** @typedef {import('./heatmap.js').Matrix} Matrix */

/** @typedef {{ values: Float32Array, rows: number, columns: number, allowed: Uint8Array | null }} Half */

/** Matrices of so few rows or columns are drawn quickly as they are. */
const LARGE = 512;

/** Of a matrix, by its numbers, which never change. @type {WeakMap<object, Half>} */
const halves = new WeakMap();

/** @param {{ rows: number, columns: number }} matrix */
export const isLarge = ({ rows, columns }) => Math.min(rows, columns) > LARGE;

/**
 * All levels of a large matrix, each half of the one before; of others none.
 * @param {Matrix} matrix
 */
export function levelsOf(matrix) {
  const levels = [];
  for (let level = matrix; isLarge(level); levels.push(level)) level = halved(level);
  return /** @type {Half[]} */ (levels);
}

/**
 * Levels that were made elsewhere.
 * @param {object} values  of the whole matrix
 * @param {Half[]} levels
 */
export function keepLevels(values, levels) {
  let above = values;
  for (const level of levels) {
    halves.set(above, level);
    above = level.values;
  }
}

/**
 * The matrix at the smallest size of which a cell is still within a pixel, and how many of its cells, down and across,
 * that cell stands for.
 * @param {Matrix} matrix
 * @param {number} cell  the longer side of a cell, in device pixels
 * @returns {{ matrix: Matrix, blocks: number }}
 */
export function levelFor(matrix, cell) {
  let level = matrix;
  let blocks = 1;
  // Rows that stand back are named one by one.
  while (cell * blocks * 2 <= 1 && isLarge(level) && !matrix.fadedRows) {
    level = halfOf(level);
    blocks *= 2;
  }
  return { matrix: level, blocks };
}

/** @param {Matrix} matrix */
function halfOf(matrix) {
  let half = halves.get(matrix.values);
  if (!half) {
    half = halved(matrix);
    halves.set(matrix.values, half);
  }
  return half;
}

/**
 * The number furthest from 0; not a number where one of them is not.
 * @param {number} a
 * @param {number} b
 * @param {number} c
 * @param {number} d
 */
function furthest(a, b, c, d) {
  let best = a;
  if (Math.abs(b) > Math.abs(best)) best = b;
  if (Math.abs(c) > Math.abs(best)) best = c;
  if (Math.abs(d) > Math.abs(best)) best = d;
  return a !== a || b !== b || c !== c || d !== d ? NaN : best;
}

/**
 * Blocks of two by two; at an odd edge the last row or column is taken twice. A block is allowed where any of its cells is;
 * what is not allowed has no part in its number.
 * @param {Matrix} matrix
 * @returns {Half}
 */
export function halved({ values, rows, columns, allowed }) {
  const [down, across] = [Math.ceil(rows / 2), Math.ceil(columns / 2)];
  const best = new Float32Array(down * across);
  const open = allowed ? new Uint8Array(down * across) : null;
  for (let row = 0, at = 0; row < down; row += 1) {
    // The four corners of a block, as places in the matrix.
    let a = 2 * row * columns;
    let c = row * 2 + 1 < rows ? a + columns : a;
    for (let column = 0; column < across; column += 1, at += 1, a += 2, c += 2) {
      const next = 2 * column + 1 < columns ? 1 : 0;
      if (allowed && open) {
        const [w, x, y, z] = [allowed[a], allowed[a + next], allowed[c], allowed[c + next]];
        open[at] = w | x | y | z;
        best[at] = furthest(
          w && values[a],
          x && values[a + next],
          y && values[c],
          z && values[c + next],
        );
      } else {
        best[at] = furthest(values[a], values[a + next], values[c], values[c + next]);
      }
    }
  }
  return { values: best, rows: down, columns: across, allowed: open };
}
