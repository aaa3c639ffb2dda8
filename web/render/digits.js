/** The numbers in the cells: short, with a true minus, and never "−0.0". */
import { divergingPosition, faded, faintInkOn, inkOn } from './palette.js';

/** CSS pixels: below the first no digit is legible, above the second it would shout. */
const SMALLEST_FONT = 9;
const LARGEST_FONT = 13;

/** How wide the widest number is, in sizes of its font. */
const WIDTHS = { sequential: 2.3, diverging: 2.8 };

/** Weights below it round to 0. */
const SMALLEST_SHOWN = 0.005;

/** @param {string} text */
const withMinus = (text) => text.replace('-', '\u2212');

/**
 * A number with so many decimals; what rounds to 0 has no sign.
 * @param {number} value
 * @param {number} decimals
 */
export function fixed(value, decimals) {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '\u2212∞' : '∞';
  const text = value.toFixed(decimals);
  return withMinus(Number(text) === 0 ? text.replace('-', '') : text);
}

/**
 * A weight as it stands in its cell: ".84"; "0" and "1" only where it is that, "≈0" and "≈1" where it rounds to them.
 * @param {number} weight
 */
export function weightText(weight) {
  const text = fixed(weight, 2);
  if (Number(text) === 0 && weight > 0) return '≈0';
  if (Number(text) === 1 && weight < 1) return '≈1';
  return text.replace(/^0(?=\.)/, '').replace(/\.00$/, '') || '0';
}

/**
 * A signed number as it stands in its cell: "−0.4", "12".
 * @param {number} value
 */
export const signedText = (value) => fixed(value, Math.abs(value) < 9.95 ? 1 : 0);

/**
 * The size of digits that fit a cell, or 0 where none do.
 * @param {number} cellWidth  CSS pixels, like all here
 * @param {number} cellHeight
 * @param {'sequential' | 'diverging'} palette
 */
export function digitSize(cellWidth, cellHeight, palette) {
  const size = Math.min(LARGEST_FONT, cellHeight * 0.6, cellWidth / WIDTHS[palette]);
  return size < SMALLEST_FONT ? 0 : Math.floor(size);
}

/**
 * Writes the numbers of the cells in view, where they fit.
 * @param {CanvasRenderingContext2D} context
 * @param {import('./heatmap.js').Matrix} matrix
 * @param {import('./heatmap.js').Viewport} viewport
 * @param {import('./heatmap.js').Colouring} colouring
 * @param {string} font  the family
 */
export function drawDigits(context, matrix, viewport, colouring, font) {
  const { box, cellWidth, cellHeight, column = 0, row = 0 } = viewport;
  const { palette, limit, ratio, theme } = colouring;
  const size = digitSize(cellWidth / ratio, cellHeight / ratio, palette);
  if (size === 0) return;
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.font = `${size * ratio}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  // A number of which an edge of the box cuts something off would be read as another one.
  const halfWidth = (size * ratio * WIDTHS[palette]) / 2;
  const halfHeight = (size * ratio) / 2;
  const isWhole = (/** @type {number} */ x, /** @type {number} */ y) =>
    x - halfWidth >= box.x &&
    x + halfWidth <= box.x + box.width &&
    y - halfHeight >= box.y &&
    y + halfHeight <= box.y + box.height;
  const lastRow = Math.min(matrix.rows, Math.ceil(row + box.height / cellHeight));
  const lastColumn = Math.min(matrix.columns, Math.ceil(column + box.width / cellWidth));
  for (let i = Math.floor(row); i < lastRow; i += 1) {
    const table = matrix.fadedRows?.[i] ? faded(colouring.table, palette) : colouring.table;
    const y = box.y + (i + 0.5 - row) * cellHeight;
    for (let j = Math.floor(column); j < lastColumn; j += 1) {
      const x = box.x + (j + 0.5 - column) * cellWidth;
      const index = i * matrix.columns + j;
      const value = matrix.values[index];
      if (matrix.allowed?.[index] === 0 || Number.isNaN(value) || !isWhole(x, y)) continue;
      const position = palette === 'diverging' ? divergingPosition(value, limit) : value / limit;
      const text = palette === 'diverging' ? signedText(value) : weightText(value);
      // What rounds to nothing is there, but should not catch the eye.
      const faint = palette === 'sequential' && value < SMALLEST_SHOWN;
      context.fillStyle = faint ? faintInkOn(table, position, theme) : inkOn(table, position);
      context.fillText(text, x, y);
    }
  }
  context.restore();
}
