/** Zooming and panning the large matrix: pure steps from one zoom to the next. Distances are in cells. */

/** @typedef {import('./matrix_geometry.js').Zoom} Zoom */
/** @typedef {import('./matrix_geometry.js').Place} Place */
/** @typedef {{ rows: number, columns: number }} Shape */

/** @type {Readonly<Zoom>} */
export const WHOLE = Object.freeze({ scale: 1, row: 0, column: 0 });

/** CSS pixels: cells grow no larger by zooming. */
const LARGEST_CELL = 72;

/**
 * @param {Zoom} zoom
 * @param {Place} place  of this zoom
 * @param {Shape} shape
 * @returns {Zoom} with the box inside the matrix
 */
export function within(zoom, place, { rows, columns }) {
  if (zoom.scale <= 1) return WHOLE;
  const clamp = (/** @type {number} */ value, /** @type {number} */ most) =>
    Math.max(0, Math.min(value, most));
  return {
    scale: zoom.scale,
    row: clamp(zoom.row, rows - place.boxHeight / place.cellHeight),
    column: clamp(zoom.column, columns - place.boxWidth / place.cellWidth),
  };
}

/**
 * Enlarges about a point that stays where it is on screen.
 * @param {Zoom} zoom
 * @param {Place} place
 * @param {number} factor
 * @param {{ row: number, column: number }} about  in cells, may be broken
 * @returns {Zoom} to be brought `within` once its place is known
 */
export function zoomed(zoom, place, factor, about) {
  const largest = Math.max(
    1,
    (LARGEST_CELL * zoom.scale) / Math.min(place.cellWidth, place.cellHeight),
  );
  const scale = Math.max(1, Math.min(zoom.scale * factor, largest));
  const shrink = zoom.scale / scale;
  return {
    scale,
    row: about.row - (about.row - zoom.row) * shrink,
    column: about.column - (about.column - zoom.column) * shrink,
  };
}

/**
 * @param {Zoom} zoom
 * @param {Place} place
 * @param {number} x  CSS pixels that the matrix is pulled to the right
 * @param {number} y
 * @returns {Zoom}
 */
export const panned = (zoom, place, x, y) => ({
  ...zoom,
  row: zoom.row - y / place.cellHeight,
  column: zoom.column - x / place.cellWidth,
});

/**
 * Moves as little as needed to bring a cell into the box.
 * @param {Zoom} zoom
 * @param {Place} place
 * @param {{ row: number, column: number }} cell
 * @returns {Zoom}
 */
export function showing(zoom, place, cell) {
  const into = (
    /** @type {number} */ origin,
    /** @type {number} */ seen,
    /** @type {number} */ at,
  ) => Math.max(at + 1 - seen, Math.min(origin, at));
  return {
    ...zoom,
    row: into(zoom.row, place.boxHeight / place.cellHeight, cell.row),
    column: into(zoom.column, place.boxWidth / place.cellWidth, cell.column),
  };
}
