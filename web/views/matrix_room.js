/** How much room there is for the large matrix. */
import { roomBelow } from './room.js';

/** CSS pixels: what the matrix never goes below, and where a screen counts as narrow. */
const LEAST_HEIGHT = 320;
/** Where the height is given: the rest is a scroll away. */
const LEAST_IN_ROOM = 200;
const NARROW = 480;
/** Rows this high have their labels, each of them: for less, the matrix grows beyond the window's lower edge. */
const READABLE_ROW = 15;
/** The titles and the column labels beside a square of cells. */
const AROUND = 76;
const WIDE_CAPTION = 470;
const CAPTION_LINE = 22;

/** How much larger than usual letters are. @param {Element} root */
export const typeScale = (root) => Number(getComputedStyle(root).getPropertyValue('--type')) || 1;

/**
 * @param {HTMLElement} frame of the matrix
 * @param {number} legendHeight
 * @param {number} namedRows how many rows have a label each
 */
export function roomOf(frame, legendHeight, namedRows) {
  const width = frame.clientWidth;
  // What hovering writes into the caption must not move the matrix: lines are reserved, not measured.
  const lines = width < WIDE_CAPTION ? 2 : 1;
  const left = roomBelow(frame) - legendHeight - lines * CAPTION_LINE;
  const wanted = namedRows > 0 ? namedRows * READABLE_ROW + AROUND : 0;
  const least = frame.closest('.room') ? LEAST_IN_ROOM : LEAST_HEIGHT;
  const height = Math.round(
    width < NARROW ? width + 40 : Math.max(least, left, Math.min(wanted, width + 40)),
  );
  return { width, height };
}
