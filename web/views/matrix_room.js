/** How much room there is for the large matrix. */
import { heightAround } from './matrix_geometry.js';
import { roomBelow } from './room.js';

/** CSS pixels: what the matrix never goes below, and where a screen counts as narrow. */
const LEAST_HEIGHT = 320;
/** In an embed of a small given height: its author wanted a small picture. */
const LEAST_IN_ROOM = 200;
/** What stands around a matrix that is alone in such a room. */
const FRAME_IN_ROOM = 120;
const NARROW = 480;
/** Rows this high have their labels, each of them: for less, the matrix grows beyond the window's lower edge. */
const READABLE_ROW = 15;
/** In an embed that grows with its content there is room for each label, and where they are few for numbers in the cells. */
const LABELLED_ROW = 18;
const NUMBERED_ROW = 24;
const MOST_NUMBERED = 16;
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
  const room = frame.closest('.room');
  const grows = !room && frame.closest('.playground');
  const grown = namedRows <= MOST_NUMBERED ? NUMBERED_ROW : LABELLED_ROW;
  const row = grows ? grown : READABLE_ROW;
  const wanted = namedRows > 0 ? heightAround(namedRows * row) : 0;
  const least = room
    ? Math.max(LEAST_IN_ROOM, Math.min(LEAST_HEIGHT, room.clientHeight - FRAME_IN_ROOM))
    : LEAST_HEIGHT;
  const height = Math.round(
    width < NARROW ? width + 40 : Math.max(least, left, Math.min(wanted, width + 40)),
  );
  return { width, height };
}
