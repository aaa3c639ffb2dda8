/**
 * The hatching of cells that are not allowed: thin diagonals. A pixel's colour depends only on x + y, counted from the
 * matrix's corner, so the lines run on from cell to cell, and one short row of colours describes them all.
 */
import { hatchColours } from './palette.js';

/** CSS pixels from line to line, along a row, and a line's thickness. */
export const PERIOD = 5;
export const THICKNESS = 1.2;

/** @type {Map<string, Int32Array>} */
const tiles = new Map();

/**
 * The colours of one period: the pixel at (x, y) has entry (x + y) mod length.
 * @param {'light' | 'dark'} theme
 * @param {number} ratio  device pixels per CSS pixel
 * @returns {Int32Array} as ImageData holds them on little-endian machines
 */
export function hatchTile(theme, ratio) {
  const name = `${theme} ${ratio}`;
  let tile = tiles.get(name);
  if (!tile) {
    const { line, ground } = hatchColours(theme);
    const period = Math.max(3, Math.round(PERIOD * ratio));
    tile = Int32Array.from({ length: period }, (_, i) => {
      const covered = Math.min(1, Math.max(0, THICKNESS * ratio - i));
      return packed(ground.map((value, c) => Math.round(value + (line[c] - value) * covered)));
    });
    tiles.set(name, tile);
  }
  return tile;
}

/**
 * One opaque pixel as a 32-bit number of ImageData. All machines with a browser are little-endian. With a sign: numbers
 * beyond 2³¹ are not whole ones to a JavaScript engine, and slower.
 * @param {ArrayLike<number>} rgb  bytes
 */
export const packed = (rgb) => (255 << 24) | (rgb[2] << 16) | (rgb[1] << 8) | rgb[0];

/**
 * Hatches a rectangle, as the matrices do, for legends and other small things.
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number, width: number, height: number }} box  device pixels
 * @param {'light' | 'dark'} theme
 * @param {number} ratio
 */
export function fillHatch(context, { x, y, width, height }, theme, ratio) {
  const tile = hatchTile(theme, ratio);
  const image = context.createImageData(width, height);
  const pixels = new Int32Array(image.data.buffer);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      pixels[row * width + column] = tile[(column + row) % tile.length];
    }
  }
  context.putImageData(image, x, y);
}
