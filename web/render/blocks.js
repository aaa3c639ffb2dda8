/**
 * The number furthest from 0 in the block of cells under each pixel of a line. First over the block's rows, in loops as long
 * as the view is wide; then over its columns. A loop of a cell or two for each pixel and row took longer.
 */

/** @typedef {import('./heatmap.js').Matrix} Matrix */

/** What a block holds, as bits. */
export const NUMBER = 1;
export const NOT_A_NUMBER = 2;

/**
 * @typedef {object} Line  of columns, or of pixels
 * @property {Float32Array} best  the number furthest from 0
 * @property {Uint8Array} held  NUMBER, NOT_A_NUMBER, both, or 0 where nothing is allowed
 */

/** @param {number} size  @returns {Line} */
const lineOf = (size) => ({ best: new Float32Array(size), held: new Uint8Array(size) });

/**
 * @param {Matrix} matrix
 * @param {{ first: Int32Array, last: Int32Array }} across  the cells of each pixel, from the left
 */
export function createBlocks({ values, columns, allowed }, across) {
  const left = across.first[0];
  const inView = lineOf(across.last[across.last.length - 1] - left);
  const pixels = lineOf(across.first.length);
  return {
    ...pixels,
    /** @param {number} firstRow  @param {number} lastRow  exclusive */
    gather(firstRow, lastRow) {
      inView.best.fill(0);
      inView.held.fill(0);
      for (let row = firstRow; row < lastRow; row += 1)
        takeRow(inView, values, allowed ?? null, row * columns + left);
      joinColumns(pixels, inView, across, left);
    },
  };
}

/**
 * @param {Line} columns
 * @param {Float32Array} values
 * @param {Uint8Array | null} allowed
 * @param {number} start  of the row in view
 */
function takeRow({ best, held }, values, allowed, start) {
  for (let column = 0; column < best.length; column += 1) {
    if (allowed !== null && allowed[start + column] === 0) continue;
    const value = values[start + column];
    if (Math.abs(value) > Math.abs(best[column])) best[column] = value;
    held[column] |= value === value ? NUMBER : NOT_A_NUMBER;
  }
}

/**
 * @param {Line} pixels
 * @param {Line} columns
 * @param {{ first: Int32Array, last: Int32Array }} across
 * @param {number} left  the first column in view
 */
function joinColumns(pixels, { best, held }, { first, last }, left) {
  for (let p = 0; p < first.length; p += 1) {
    const to = last[p] - left;
    let furthest = 0;
    let holds = 0;
    for (let column = first[p] - left; column < to; column += 1) {
      if (Math.abs(best[column]) > Math.abs(furthest)) furthest = best[column];
      holds |= held[column];
    }
    pixels.best[p] = furthest;
    pixels.held[p] = holds;
  }
}
