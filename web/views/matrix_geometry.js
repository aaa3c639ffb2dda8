/**
 * Where the parts of the large matrix lie, in CSS pixels: the band of row labels at the left, the band of column labels
 * above, the box of cells in the corner they leave. Pure arithmetic.
 */
import { LINE_HEIGHT, wantedRoom } from '../render/axis_labels.js';

/** @typedef {import('../render/axis_labels.js').AxisRequest} AxisRequest */

/**
 * @typedef {object} Zoom
 * @property {number} scale  1 shows the whole matrix
 * @property {number} row  the (possibly broken) row at the box's upper edge
 * @property {number} column
 */

/**
 * @typedef {object} Place
 * @property {number} width  of the whole canvas
 * @property {number} height
 * @property {number} left  of the box of cells
 * @property {number} top
 * @property {number} boxWidth
 * @property {number} boxHeight
 * @property {number} cellWidth  at the present zoom
 * @property {number} cellHeight
 * @property {AxisRequest} rowAxis  ready for the layout of its labels
 * @property {AxisRequest} columnAxis
 */

/**
 * @typedef {object} Wish
 * @property {number} width  there is for everything
 * @property {number} height
 * @property {number} rows
 * @property {number} columns
 * @property {string[] | null} rowLabels  null where the places are numbers
 * @property {string[] | null} columnLabels
 * @property {number} widest  how many times as wide as high cells may be, where their rows have names
 * @property {number} largestCell
 * @property {Zoom} zoom
 * @property {number} ratio  device pixels per CSS pixel
 * @property {number} [type]  how much larger than usual letters are
 * @property {(text: string, bold?: boolean) => number} measure
 */

/** For each axis's title. */
const TITLE = 16;
/** The last turned label reaches out to the right by so much at most; a number by half its width. */
const OVERHANG = 38;
const SMALL_OVERHANG = 18;
/** Rows less high do not all have their names, and their cells no digits. */
const NAMED_ROW = 15;
/** Below this size of cell labels are not slanted. */
const SLANTED_FROM = 21;

/** @param {Wish} wish  @returns {Place} */
export function placeMatrix(wish) {
  const { rows, columns, zoom, ratio, type = 1 } = wish;
  const limits = { rows: rowLimit(wish.width) * type, columns: columnLimit(wish.height) * type };
  let base = cellsIn(wish, limits);
  for (let round = 0; round < 2; round += 1) base = cellsIn(wish, roomsAt(wish, base, limits));
  const rooms = roomsAt(wish, base, limits);
  const height = TITLE + rooms.columns + base.cellHeight * rows;

  const cellWidth = base.cellWidth * zoom.scale;
  const cellHeight = base.cellHeight * zoom.scale;
  const zoomed = zoom.scale > 1 ? roomsAt(wish, { cellWidth, cellHeight }, limits) : rooms;
  const snap = (/** @type {number} */ length) => Math.round(length * ratio) / ratio;
  const left = snap(TITLE + zoomed.rows);
  const top = snap(TITLE + zoomed.columns);
  const boxWidth = snap(Math.min(cellWidth * columns, wish.width - left - SMALL_OVERHANG));
  const boxHeight = snap(Math.min(cellHeight * rows, height - top));
  const overhang = wish.width - left - boxWidth;
  return {
    ...{ width: wish.width, height: Math.ceil(height), left, top },
    ...{ boxWidth, boxHeight, cellWidth, cellHeight },
    rowAxis: axisOf(wish, 'rows', cellHeight, zoom.row, boxHeight, zoomed.rows),
    columnAxis: {
      ...axisOf(wish, 'columns', cellWidth, zoom.column, boxWidth, zoomed.columns),
      overhang,
    },
  };
}

/** @param {number} width */
const rowLimit = (width) => Math.min(120, width * 0.24);
/** Of the height, for the columns' names. */
const COLUMN_SHARE = 0.17;
const columnRoom = (/** @type {number} */ room) => Math.min(96, Math.max(52, room));
/** @param {number} height */
const columnLimit = (height) => columnRoom(height * COLUMN_SHARE);

/** The height of a matrix of which the cells take so much. @param {number} cells */
export const heightAround = (cells) =>
  TITLE + cells + columnRoom(((TITLE + cells) * COLUMN_SHARE) / (1 - COLUMN_SHARE));

/**
 * The largest cells beside labels that take so much room. Cells of some size are whole device pixels, all alike. They are
 * squares, unless a shape without a limit was wished for, or room at the side is of use to digits and names.
 * @param {Wish} wish
 * @param {{ rows: number, columns: number }} rooms
 */
function cellsIn(wish, rooms) {
  const { rows, columns, largestCell, widest, ratio } = wish;
  const slanted = wish.columnLabels && (wish.width - rooms.rows) / columns >= SLANTED_FROM;
  const overhang = slanted ? OVERHANG : SMALL_OVERHANG;
  const whole = (/** @type {number} */ cell) =>
    cell * ratio < 3 ? cell : Math.floor(cell * ratio) / ratio;
  const fit = (/** @type {number} */ room, /** @type {number} */ count) =>
    whole(Math.max(0.01, Math.min(largestCell, room / count)));
  const cellWidth = fit(wish.width - TITLE - rooms.rows - overhang, columns);
  const cellHeight = fit(wish.height - TITLE - rooms.columns, rows);
  if (widest === Infinity) return { cellWidth, cellHeight };
  const side = Math.min(cellWidth, cellHeight);
  const wide = side < NAMED_ROW ? side : whole(Math.min(cellWidth, side * widest));
  return { cellWidth: wide, cellHeight: side };
}

/**
 * The labels' rooms where cells have a size; they depend on the zoom but not on what is in view, so nothing jumps in panning.
 * @param {Wish} wish
 * @param {{ cellWidth: number, cellHeight: number }} cells
 * @param {{ rows: number, columns: number }} limits
 */
function roomsAt(wish, { cellWidth, cellHeight }, limits) {
  const allRows = axisOf(wish, 'rows', cellHeight, 0, cellHeight * wish.rows, limits.rows);
  const allColumns = axisOf(
    wish,
    'columns',
    cellWidth,
    0,
    cellWidth * wish.columns,
    limits.columns,
  );
  return {
    rows: Math.ceil(wantedRoom(bold(allRows), 'rows')),
    columns: Math.ceil(wantedRoom({ ...bold(allColumns), overhang: OVERHANG }, 'columns')),
  };
}

/** Any label may become the selected one, which is written bold. @param {AxisRequest} axis */
const bold = (axis) => ({
  ...axis,
  measure: (/** @type {string} */ text) => axis.measure(text, true),
});

/**
 * @param {Wish} wish
 * @param {'rows' | 'columns'} side
 * @param {number} cell
 * @param {number} origin
 * @param {number} extent
 * @param {number} room
 * @returns {AxisRequest}
 */
function axisOf(wish, side, cell, origin, extent, room) {
  const labels = side === 'rows' ? wish.rowLabels : wish.columnLabels;
  // Positions of tokens count from 0, as masks name them; the numbers of a vector from 1, as captions do.
  const firstNumber = labels ? 0 : 1;
  return {
    labels,
    firstNumber,
    count: wish[side],
    cell,
    origin,
    extent,
    room,
    lineHeight: LINE_HEIGHT * (wish.type ?? 1),
    measure: wish.measure,
  };
}

/**
 * The cell under a point of the canvas.
 * @param {Place} place
 * @param {Zoom} zoom
 * @param {{ x: number, y: number }} point  CSS pixels from the canvas's corner
 * @param {{ rows: number, columns: number }} shape
 */
export function cellAt(place, zoom, { x, y }, { rows, columns }) {
  const inside =
    x >= place.left &&
    x < place.left + place.boxWidth &&
    y >= place.top &&
    y < place.top + place.boxHeight;
  if (!inside) return null;
  const row = Math.min(rows - 1, Math.floor(zoom.row + (y - place.top) / place.cellHeight));
  const column = Math.min(
    columns - 1,
    Math.floor(zoom.column + (x - place.left) / place.cellWidth),
  );
  return { row, column };
}
