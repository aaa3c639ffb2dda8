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

/** Where the numbers of levels are put: what is there is written over. @typedef {{ floats: (count: number) => Float32Array, bytes: (count: number) => Uint8Array }} Memory */

/** @type {Memory} */
export const freshMemory = {
  floats: (count) => new Float32Array(count),
  bytes: (count) => new Uint8Array(count),
};

/**
 * All levels of a large matrix, each half of the one before; of others none.
 * @param {Matrix} matrix
 * @param {Memory} [memory]
 */
export function levelsOf(matrix, memory) {
  const levels = [];
  for (let level = matrix; isLarge(level); levels.push(level)) level = halved(level, memory);
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

/** The levels that are kept of a matrix. @param {object} values  of the whole matrix */
export function levelsKept(values) {
  const levels = [];
  for (let level = halves.get(values); level; level = halves.get(level.values)) levels.push(level);
  return levels;
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
 * Blocks of two by two; at an odd edge the last row or column is taken twice. A block is allowed where any of its cells is;
 * what is not allowed has no part in its number.
 *
 * The bits of float32 numbers without their sign, read as whole numbers, are in the order of the distances from 0, and NaN
 * is above all: the furthest of four is found by arithmetic alone. Of random numbers a processor guesses every other
 * comparison wrong, which took two to three times as long.
 * @param {Matrix} matrix
 * @param {Memory} [memory]
 * @returns {Half}
 */
export function halved({ values, rows, columns, allowed }, memory = freshMemory) {
  const [down, across] = [Math.ceil(rows / 2), Math.ceil(columns / 2)];
  const best = memory.floats(down * across);
  const open = allowed ? memory.bytes(down * across) : null;
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const into = new Int32Array(best.buffer);
  for (let row = 0; row < down; row += 1) {
    const upper = 2 * row * columns;
    const lower = 2 * row + 1 < rows ? upper + columns : upper;
    const start = row * across;
    if (allowed && open) halveAllowed(bits, allowed, upper, lower, columns, into, open, start);
    else halveRows(bits, upper, lower, columns, into, start);
  }
  return { values: best, rows: down, columns: across, allowed: open };
}

/**
 * @param {Int32Array} bits  of the matrix
 * @param {number} upper  where the upper row begins
 * @param {number} lower
 * @param {number} columns
 * @param {Int32Array} into  the half's
 * @param {number} start  of its row
 */
function halveRows(bits, upper, lower, columns, into, start) {
  for (let column = 0, at = start; column < columns; column += 2, at += 1) {
    const next = column + (column + 1 < columns ? 1 : 0);
    into[at] = furthest(
      furthest(bits[upper + column], bits[upper + next]),
      furthest(bits[lower + column], bits[lower + next]),
    );
  }
}

/**
 * @param {Int32Array} bits
 * @param {Uint8Array} allowed  0 or 1
 * @param {number} upper
 * @param {number} lower
 * @param {number} columns
 * @param {Int32Array} into
 * @param {Uint8Array} open  the half's allowed
 * @param {number} start
 */
function halveAllowed(bits, allowed, upper, lower, columns, into, open, start) {
  for (let column = 0, at = start; column < columns; column += 2, at += 1) {
    const next = column + (column + 1 < columns ? 1 : 0);
    const [a, b] = [allowed[upper + column], allowed[upper + next]];
    const [c, d] = [allowed[lower + column], allowed[lower + next]];
    open[at] = a | b | c | d;
    // Minus 1 has all bits set, minus 0 none.
    into[at] = furthest(
      furthest(bits[upper + column] & -a, bits[upper + next] & -b),
      furthest(bits[lower + column] & -c, bits[lower + next] & -d),
    );
  }
}

/**
 * The one of two float32 numbers that is further from 0, all as their bits; of two alike, the first.
 * @param {number} a
 * @param {number} b
 */
function furthest(a, b) {
  // Below 0, and then all ones, where b is further.
  const isFurther = ((a & 0x7fffffff) - (b & 0x7fffffff)) >> 31;
  return a ^ ((a ^ b) & isFurther);
}
