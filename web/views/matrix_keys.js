/** What the keys do in the large matrix. Its axes run left to right in every script, so arrows move as on screen. */

/** @typedef {{ row: number, column: number }} Cell */

/**
 * The cell that a key leads to, or null where the key is not one that moves.
 * @param {string} key  KeyboardEvent.key
 * @param {boolean} control
 * @param {Cell} from
 * @param {{ rows: number, columns: number }} shape
 * @param {number} page  the rows that PageUp and PageDown leap
 * @returns {Cell | null}
 */
export function cellAfter(key, control, from, { rows, columns }, page) {
  const last = { row: rows - 1, column: columns - 1 };
  const at = (/** @type {number} */ row, /** @type {number} */ column) => ({
    row: Math.max(0, Math.min(last.row, row)),
    column: Math.max(0, Math.min(last.column, column)),
  });
  switch (key) {
    case 'ArrowLeft':
      return at(from.row, from.column - 1);
    case 'ArrowRight':
      return at(from.row, from.column + 1);
    case 'ArrowUp':
      return at(from.row - 1, from.column);
    case 'ArrowDown':
      return at(from.row + 1, from.column);
    case 'Home':
      return at(control ? 0 : from.row, 0);
    case 'End':
      return at(control ? last.row : from.row, last.column);
    case 'PageUp':
      return at(from.row - page, from.column);
    case 'PageDown':
      return at(from.row + page, from.column);
    default:
      return null;
  }
}

/** How much one press of + enlarges. */
const STEP = 1.5;

/**
 * @param {string} key
 * @returns {number | null} the factor to zoom by, 0 for the whole matrix, null for other keys
 */
export function zoomAfter(key) {
  if (key === '+' || key === '=') return STEP;
  if (key === '-' || key === '_' || key === '\u2212') return 1 / STEP;
  return key === '0' ? 0 : null;
}
