/** The two layers of the large matrix: cells with their digits below, labels and crosshair above (redrawn on every hover). */
import { drawLabels, layoutColumns, layoutRows } from '../render/axis_labels.js';
import { drawDigits } from '../render/digits.js';
import { drawHeatmap } from '../render/heatmap.js';
import { diverging, sequential } from '../render/palette.js';

/** @typedef {import('./matrix_geometry.js').Place} Place */
/** @typedef {import('./matrix_geometry.js').Zoom} Zoom */
/** @typedef {{ row?: number, column?: number }} Cross */
/** @typedef {'light' | 'dark'} Theme */

/** CSS pixels. */
const LABEL_SIZE = 12;

/**
 * Sizes a canvas for the screen's own pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width  CSS pixels
 * @param {number} height
 * @param {number} ratio
 * @returns {CanvasRenderingContext2D} cleared, in device pixels
 */
export function contextOf(canvas, width, height, ratio) {
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  if (canvas.width === across && canvas.height === down) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, across, down);
  } else {
    canvas.width = across;
    canvas.height = down;
    canvas.style.setProperty('width', `${across / ratio}px`);
    canvas.style.setProperty('height', `${down / ratio}px`);
  }
  return context;
}

/** As in style.css: canvases do not inherit it. */
export const fontFamily = () => 'system-ui, sans-serif';

/** @type {Map<string, number>} */
const widths = new Map();
/** @type {CanvasRenderingContext2D | null} */
let ruler = null;

/** @param {string} text  @param {boolean} [bold]  @returns {number} CSS pixels */
export function measureLabel(text, bold = false) {
  const name = bold ? `b${text}` : `n${text}`;
  let width = widths.get(name);
  if (width === undefined) {
    ruler ??= document.createElement('canvas').getContext('2d');
    if (!ruler) return 0;
    ruler.font = labelFont(1, bold);
    width = ruler.measureText(text).width;
    if (widths.size > 20000) widths.clear();
    widths.set(name, width);
  }
  return width;
}

/** @param {number} ratio  @param {boolean} bold */
const labelFont = (ratio, bold) => `${bold ? '600 ' : ''}${LABEL_SIZE * ratio}px ${fontFamily()}`;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import('./steps.js').StepMatrix} matrix
 * @param {import('./steps.js').Step} step
 * @param {Place} place
 * @param {Zoom} zoom
 * @param {Theme} theme
 * @param {number} ratio
 */
export function paintCells(canvas, matrix, step, place, zoom, theme, ratio) {
  const context = contextOf(canvas, place.width, place.height, ratio);
  const device = (/** @type {number} */ length) => Math.round(length * ratio);
  const viewport = {
    box: {
      x: device(place.left),
      y: device(place.top),
      width: device(place.boxWidth),
      height: device(place.boxHeight),
    },
    cellWidth: place.cellWidth * ratio,
    cellHeight: place.cellHeight * ratio,
    row: zoom.row,
    column: zoom.column,
  };
  const table = step.palette === 'diverging' ? diverging(theme) : sequential(theme);
  const colouring = { table, palette: step.palette, limit: matrix.limit, theme, ratio };
  drawHeatmap(context, matrix, viewport, colouring);
  drawDigits(context, matrix, viewport, colouring, fontFamily());
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Place} place
 * @param {Zoom} zoom
 * @param {{ row: number, column: number }} selected
 * @param {Cross} cross  what is pointed at, or the selected cell
 * @param {{ ink: string, soft: string, accent: string, hairline: string }} colours
 * @param {number} ratio
 * @param {number} [type]  how much larger than usual letters are
 * @param {Uint8Array | null} [fadedRows]  1 where a row stands back
 */
export function paintOverlay(
  canvas,
  place,
  zoom,
  selected,
  cross,
  colours,
  ratio,
  type = 1,
  fadedRows = null,
) {
  const context = contextOf(canvas, place.width, place.height, ratio);
  context.scale(ratio, ratio);
  const corner = { x: place.left, y: place.top };
  const style = {
    font: labelFont(type, false),
    boldFont: labelFont(type, true),
    ink: colours.ink,
    soft: colours.soft,
    accent: colours.accent,
  };
  for (const side of /** @type {const} */ (['row', 'column'])) {
    const axis = side === 'row' ? place.rowAxis : place.columnAxis;
    const marked = [cross[side], selected[side]].filter((each) => each !== undefined);
    const layout = side === 'row' ? layoutRows : layoutColumns;
    const boxes = layout({ ...axis, pinned: marked });
    const faded = side === 'row' ? fadedRows : null;
    drawLabels(context, boxes, corner, { ...style, faded, selected: marked });
  }
  context.strokeStyle = colours.hairline;
  context.lineWidth = 1 / ratio;
  outline(context, place.left, place.top, place.boxWidth, place.boxHeight, 1 / ratio);
  // A canvas that keeps its size keeps its clip too: left in place, it would hold off the next labels.
  context.save();
  context.beginPath();
  context.rect(place.left - 2, place.top - 2, place.boxWidth + 4, place.boxHeight + 4);
  context.clip();
  paintCross(context, place, zoom, selected, cross, colours.accent);
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Place} place
 * @param {Zoom} zoom
 * @param {{ row: number, column: number }} selected
 * @param {Cross} cross
 * @param {string} accent
 */
function paintCross(context, place, zoom, selected, cross, accent) {
  const xOf = (/** @type {number} */ column) =>
    place.left + (column - zoom.column) * place.cellWidth;
  const yOf = (/** @type {number} */ row) => place.top + (row - zoom.row) * place.cellHeight;
  context.strokeStyle = accent;
  context.lineWidth = 1;
  context.globalAlpha = 0.7;
  if (cross.row !== undefined) {
    outline(context, place.left, yOf(cross.row), place.boxWidth, place.cellHeight, 1);
  }
  if (cross.column !== undefined) {
    outline(context, xOf(cross.column), place.top, place.cellWidth, place.boxHeight, 1);
  }
  context.globalAlpha = 1;
  const { row, column } = selected;
  outline(context, xOf(column), yOf(row), place.cellWidth, place.cellHeight, 2);
}

/**
 * A frame around a rectangle: its lines just inside, or around it where it is too small to hold them.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} line
 */
function outline(context, x, y, width, height, line) {
  const [growX, growY] = [width, height].map((size) => (size < 10 * line ? line : 0));
  context.lineWidth = line;
  const half = line / 2;
  context.strokeRect(
    x - growX + half,
    y - growY + half,
    width + 2 * growX - line,
    height + 2 * growY - line,
  );
}
