/** The large matrix as a picture for other places: with its title, axes, legend, and what the numbers are worth. */
import { drawLabels, layoutColumns, layoutRows } from '../render/axis_labels.js';
import { drawDigits } from '../render/digits.js';
import { fillHatch } from '../render/hatch.js';
import { drawHeatmap } from '../render/heatmap.js';
import { short } from '../render/number_text.js';
import { colourOf, diverging, sequential } from '../render/palette.js';
import { placeMatrix } from '../views/matrix_geometry.js';
import { fontFamily, measureLabel } from '../views/matrix_paint.js';
import { WHOLE } from '../views/matrix_zoom.js';

/** Device pixels per CSS pixel. */
const RATIO = 2;
/** CSS pixels. */
const SIDE = 880;
const MARGIN = 24;
const LINE = 20;
const LEGEND = { width: 120, height: 10 };

/**
 * @typedef {object} Picture
 * @property {import('../views/steps.js').Step} step
 * @property {import('../views/steps.js').StepMatrix} matrix
 * @property {string[]} tokens  as they are shown
 * @property {string} title
 * @property {string | null} notice
 * @property {'light' | 'dark'} theme
 * @property {{ paper: string, ink: string, soft: string }} colours
 */

/** @param {Picture} picture */
function placeOf({ step, matrix, tokens }) {
  return placeMatrix({
    width: SIDE,
    height: SIDE,
    rows: matrix.rows,
    columns: matrix.columns,
    rowLabels: step.rows.selects ? tokens : null,
    columnLabels: step.columns.selects ? tokens : null,
    square: step.rows.size === step.columns.size,
    largestCell: 48,
    zoom: WHOLE,
    ratio: RATIO,
    measure: measureLabel,
  });
}

/**
 * @param {CanvasRenderingContext2D} context  in CSS pixels
 * @param {Picture} picture
 * @param {Uint8Array} table
 * @param {number} y
 */
function drawLegend(context, { step, matrix, theme, colours }, table, y) {
  const signed = step.palette === 'diverging';
  context.fillStyle = colours.soft;
  const low = signed ? short(-matrix.limit) : '0';
  context.fillText(low, MARGIN, y);
  const start = MARGIN + context.measureText(low).width + 6;
  for (let x = 0; x < LEGEND.width; x += 1 / RATIO) {
    context.fillStyle = colourOf(table, x / LEGEND.width);
    context.fillRect(start + x, y - LEGEND.height / 2, 1 / RATIO, LEGEND.height);
  }
  context.fillStyle = colours.soft;
  const high = short(matrix.limit);
  const end = start + LEGEND.width + 6;
  context.fillText(high, end, y);
  if (!step.masked) return;
  const swatch = end + context.measureText(high).width + 20;
  const box = { x: swatch, y: y - LEGEND.height / 2, width: 16, height: LEGEND.height };
  const device = Object.entries(box).map(([name, length]) => [name, Math.round(length * RATIO)]);
  fillHatch(context, Object.fromEntries(device), theme, RATIO);
  context.fillText('not allowed', swatch + 22, y);
}

/**
 * @param {CanvasRenderingContext2D} context  in CSS pixels
 * @param {Picture} picture
 * @param {import('../views/matrix_geometry.js').Place} place
 * @param {{ x: number, y: number }} corner  the upper left of the cells
 * @param {number} top  of the columns' labels
 */
function drawAxes(context, { step, colours }, place, corner, top) {
  const font = `12px ${fontFamily()}`;
  const style = { font, boldFont: font, ink: colours.ink, accent: colours.ink, selected: [] };
  drawLabels(context, layoutRows(place.rowAxis), corner, style);
  drawLabels(context, layoutColumns(place.columnAxis), corner, style);
  context.font = `11px ${fontFamily()}`;
  context.fillStyle = colours.soft;
  context.fillText(`${step.columns.title} →`, corner.x, top + 7);
  context.save();
  context.translate(MARGIN + 7, corner.y + place.boxHeight);
  context.rotate(-Math.PI / 2);
  const title = `${step.rows.title}`;
  context.fillText(
    `← ${title}`,
    Math.max(0, place.boxHeight - context.measureText(`← ${title}`).width),
    0,
  );
  context.restore();
}

/**
 * @param {Picture} picture
 * @returns {HTMLCanvasElement} at two device pixels per CSS pixel
 */
export function drawPicture(picture) {
  const { step, matrix, title, notice, theme, colours } = picture;
  const place = placeOf(picture);
  const top = MARGIN + LINE * (notice ? 2 : 1) + 6;
  const corner = { x: MARGIN + place.left, y: top + place.top };
  const canvas = document.createElement('canvas');
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const headFont = `600 15px ${fontFamily()}`;
  const softFont = `12px ${fontFamily()}`;
  context.font = headFont;
  const texts = [context.measureText(title).width];
  context.font = softFont;
  if (notice) texts.push(context.measureText(notice).width);
  const width = Math.max(place.left + place.boxWidth + 60, 360, ...texts) + 2 * MARGIN;
  const legendAt = corner.y + place.boxHeight + LINE;
  canvas.width = Math.ceil(width * RATIO);
  canvas.height = Math.ceil((legendAt + LINE / 2 + MARGIN) * RATIO);
  context.scale(RATIO, RATIO);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'middle';

  context.font = headFont;
  context.fillStyle = colours.ink;
  context.fillText(title, MARGIN, MARGIN + 6);
  context.font = softFont;
  context.fillStyle = colours.soft;
  if (notice) context.fillText(notice, MARGIN, MARGIN + 6 + LINE);
  drawAxes(context, picture, place, corner, top);

  const { palette } = step;
  const table = palette === 'diverging' ? diverging(theme) : sequential(theme);
  const colouring = { table, palette, limit: matrix.limit, theme, ratio: RATIO };
  const viewport = {
    box: {
      x: Math.round(corner.x * RATIO),
      y: Math.round(corner.y * RATIO),
      width: Math.round(place.boxWidth * RATIO),
      height: Math.round(place.boxHeight * RATIO),
    },
    cellWidth: place.cellWidth * RATIO,
    cellHeight: place.cellHeight * RATIO,
  };
  context.save();
  context.resetTransform();
  drawHeatmap(context, matrix, viewport, colouring);
  drawDigits(context, matrix, viewport, colouring, fontFamily());
  context.restore();
  context.font = softFont;
  context.textAlign = 'left';
  drawLegend(context, picture, table, legendAt);
  return canvas;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob>}
 */
export function pngOf(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('This browser made no picture of it.'))),
      'image/png',
    );
  });
}
