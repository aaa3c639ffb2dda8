/** Every query (left) tied to every key (right) by a line as strong as the weight. Shapes: weights N×N. */

/**
 * @typedef {object} LinesData
 * @property {ArrayLike<number>} weights N·N, row = query, column = key
 * @property {string[]} labels N
 * @property {number} query the selected row
 *
 * @typedef {object} LinesLook
 * @property {number} width CSS pixels
 * @property {number} rowHeight CSS pixels
 * @property {string} font
 * @property {string} ink
 * @property {string} accent
 * @property {(weight: number) => string} colour
 */

/** Labels need this much height; closer rows are labelled at intervals. */
const LABEL_HEIGHT = 13;
const LABEL_SHARE = 0.32;

/** Weaker lines could not be seen; of long texts only the strong ones are drawn, so that drawing stays quick. */
const weakest = (/** @type {number} */ length) => (length > 128 ? 0.05 : 0.01);

/**
 * @param {number} length N
 * @returns {number} CSS pixels for one token
 */
export function lineRowHeight(length) {
  return Math.max(2, Math.min(20, 1600 / Math.max(1, length)));
}

/**
 * @param {CanvasRenderingContext2D} context in CSS pixels
 * @param {LinesData} data
 * @param {LinesLook} look
 */
export function drawLines(context, { weights, labels, query }, look) {
  const { width, rowHeight, colour } = look;
  const length = labels.length;
  const left = width * LABEL_SHARE;
  const right = width - left;
  const middle = (/** @type {number} */ row) => (row + 0.5) * rowHeight;
  for (let row = 0; row < length; row += 1) {
    for (let column = 0; column < length; column += 1) {
      const weight = weights[row * length + column];
      if (weight < weakest(length)) continue;
      context.globalAlpha = row === query ? 1 : 0.2 + 0.6 * weight;
      context.strokeStyle = colour(weight);
      context.lineWidth = 0.75 + 5 * weight;
      context.beginPath();
      context.moveTo(left, middle(row));
      context.lineTo(right, middle(column));
      context.stroke();
    }
  }
  context.globalAlpha = 1;
  drawLabels(context, labels, query, look, middle);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string[]} labels
 * @param {number} query
 * @param {LinesLook} look
 * @param {(row: number) => number} middle
 */
function drawLabels(context, labels, query, { width, rowHeight, font, ink, accent }, middle) {
  const every = Math.max(1, Math.ceil(LABEL_HEIGHT / rowHeight));
  const room = width * LABEL_SHARE - 8;
  context.font = font;
  context.textBaseline = 'middle';
  for (let row = 0; row < labels.length; row += every) {
    context.fillStyle = row === query ? accent : ink;
    context.textAlign = 'right';
    context.fillText(labels[row], room, middle(row), room);
    context.fillStyle = ink;
    context.textAlign = 'left';
    context.fillText(labels[row], width - room, middle(row), room);
  }
}

/**
 * What lies at a point of the drawing.
 * @param {{ x: number, y: number }} point
 * @param {{ width: number, rowHeight: number, length: number }} size
 * @returns {{ query: number } | { key: number } | null}
 */
export function lineEndAt({ x, y }, { width, rowHeight, length }) {
  const row = Math.floor(y / rowHeight);
  if (row < 0 || row >= length) return null;
  return x < width / 2 ? { query: row } : { key: row };
}
