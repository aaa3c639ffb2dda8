/**
 * The labels along a matrix's axis. The layout is pure arithmetic on measured widths, so that "nothing overlaps" can be
 * tested for any N; all of it is in CSS pixels.
 */
import { shortened } from './visible_text.js';

/**
 * @typedef {object} LabelBox  a line of text, `width` long and `height` high, turned by `angle` about (x, y)
 * @property {number} index
 * @property {string} text
 * @property {number} x  the middle of its left edge; 0 is the matrix's left (columns) or the labels' right end (rows)
 * @property {number} y  0 is the matrix's top (rows) or the labels' lower end (columns)
 * @property {number} width
 * @property {number} height
 * @property {number} angle  radians, counter-clockwise: 0 reads to the right, π/2 upwards
 */

/**
 * @typedef {object} AxisRequest
 * @property {string[] | null} labels  null where the places have numbers only
 * @property {number} firstNumber  what the first place is called where numbers are shown
 * @property {number} count
 * @property {number} cell  a place's size along the axis
 * @property {number} origin  the place at the viewport's start, may be broken
 * @property {number} extent  the viewport's size
 * @property {number} room  how far labels may reach away from the matrix
 * @property {number} [overhang]  how far turned labels may reach beyond the viewport's end
 * @property {number} [lineHeight]
 * @property {number[]} [pinned]  places whose labels are shown before all others
 * @property {(text: string, bold?: boolean) => number} measure  bold: as a pinned label is written
 */

export const LINE_HEIGHT = 15;
/** Between the labels' ends and the matrix. */
export const LABEL_GAP = 6;
/** Between neighbours on one line. */
const WORD_GAP = 8;
/** Words are thinned to every fourth at most; beyond that, positions say more. */
const MOST_THINNED = 4;

/** @param {number} least  @returns {number} the next of 1, 2, 5, 10, 20, 50, … */
export function roundStep(least) {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? 10 * power;
}

/** @param {AxisRequest} axis  @returns {[number, number]} the first and the last place at least half in view */
const rangeInView = ({ count, cell, origin, extent }) => [
  Math.max(0, Math.ceil(origin - 0.5)),
  Math.min(count - 1, Math.floor(origin + extent / cell - 0.5)),
];

/** @param {AxisRequest} axis  @returns {string[] | null} the labels where they are words, and words still fit */
const wordsOf = ({ labels, cell, lineHeight = LINE_HEIGHT }) =>
  labels && cell * MOST_THINNED >= lineHeight ? labels : null;

/** @param {AxisRequest} axis  @param {number} index  @returns {(text: string) => number} */
const measureAt = ({ measure, pinned }, index) => {
  const bold = pinned?.includes(index) ?? false;
  return (text) => measure(text, bold);
};

/**
 * The places that get a label: the pinned ones, and every step-th that keeps its distance to them.
 * @param {AxisRequest} axis
 * @param {number} step
 * @param {number} distance  in pixels between the middles of two neighbours
 */
function chosenPlaces(axis, step, distance) {
  const [first, last] = rangeInView(axis);
  const apart = (/** @type {number} */ one, /** @type {number} */ other) =>
    Math.abs(one - other) * axis.cell >= distance - 1e-6;
  /** @type {number[]} */
  const chosen = [];
  for (const place of axis.pinned ?? []) {
    const inView = place >= first && place <= last;
    if (inView && chosen.every((other) => apart(place, other))) chosen.push(place);
  }
  const pinned = chosen.slice();
  const named = wordsOf(axis) ? 0 : axis.firstNumber;
  for (let place = Math.ceil((first + named) / step) * step - named; place <= last; place += step) {
    if (pinned.every((other) => apart(place, other))) chosen.push(place);
  }
  return chosen;
}

/**
 * Row labels: right-aligned, their ends LABEL_GAP left of the matrix at x = 0.
 * @param {AxisRequest} axis
 * @returns {LabelBox[]}
 */
export function layoutRows(axis) {
  const { cell, origin, room, lineHeight = LINE_HEIGHT } = axis;
  const words = wordsOf(axis);
  const least = lineHeight / cell;
  const step = words ? Math.max(1, Math.ceil(least - 1e-6)) : roundStep(least);
  return chosenPlaces(axis, step, lineHeight).map((index) => {
    const widthOf = measureAt(axis, index);
    const name = words?.[index] ?? String(index + axis.firstNumber);
    const text = shortened(name, room - LABEL_GAP, widthOf);
    const width = Math.min(room - LABEL_GAP, widthOf(text));
    const y = (index + 0.5 - origin) * cell;
    return { index, text, x: -LABEL_GAP - width, y, width, height: lineHeight, angle: 0 };
  });
}

/**
 * Column labels, their lower ends LABEL_GAP above the matrix at y = 0: level where all fit, else slanted, upright,
 * thinned, and at last numbers.
 * @param {AxisRequest} axis
 * @returns {LabelBox[]}
 */
export function layoutColumns(axis) {
  const { cell, measure, lineHeight = LINE_HEIGHT } = axis;
  const words = wordsOf(axis);
  if (!words) return numberedColumns(axis);
  const [first, last] = rangeInView(axis);
  const level = words
    .slice(first, last + 1)
    .every((word) => measure(word, true) <= cell - WORD_GAP / 2);
  if (level) return levelColumns(axis, words, 1, cell);
  const angle = cell * Math.SQRT1_2 >= lineHeight ? Math.PI / 4 : Math.PI / 2;
  return turnedColumns(axis, words, angle);
}

/** @param {AxisRequest} axis */
function numberedColumns(axis) {
  const { count, cell, firstNumber, measure } = axis;
  const pitch = measure(String(count - 1 + firstNumber), true) + WORD_GAP;
  return levelColumns(axis, null, roundStep(pitch / cell), pitch);
}

/**
 * @param {AxisRequest} axis
 * @param {string[] | null} words
 * @param {number} step
 * @param {number} pitch
 * @returns {LabelBox[]}
 */
function levelColumns(axis, words, step, pitch) {
  const { cell, origin, lineHeight = LINE_HEIGHT } = axis;
  return chosenPlaces(axis, step, pitch).map((index) => {
    const text = words?.[index] ?? String(index + axis.firstNumber);
    const width = measureAt(axis, index)(text);
    const x = (index + 0.5 - origin) * cell - width / 2;
    return { index, text, x, y: -LABEL_GAP - lineHeight / 2, width, height: lineHeight, angle: 0 };
  });
}

/**
 * @param {AxisRequest} axis
 * @param {string[]} words
 * @param {number} angle
 * @returns {LabelBox[]}
 */
function turnedColumns(axis, words, angle) {
  const { cell, origin, extent, lineHeight = LINE_HEIGHT } = axis;
  const [along, up] = [Math.cos(angle), Math.sin(angle)];
  const distance = lineHeight / up;
  const step = Math.max(1, Math.ceil(distance / cell - 1e-6));
  const longest = (axis.room - LABEL_GAP - (lineHeight / 2) * along) / up;
  return chosenPlaces(axis, step, distance).map((index) => {
    const x = (index + 0.5 - origin) * cell;
    const beyond = extent + (axis.overhang ?? 0) - x - (lineHeight / 2) * up;
    const most = along > 0.01 ? Math.min(longest, beyond / along) : longest;
    const widthOf = measureAt(axis, index);
    const text = shortened(words[index], most, widthOf);
    const width = Math.min(Math.max(most, 0), widthOf(text));
    return { index, text, x, y: -LABEL_GAP, width, height: lineHeight, angle };
  });
}

/**
 * The room that an axis's labels would like, up to a limit.
 * @param {AxisRequest} axis
 * @param {'rows' | 'columns'} side
 */
export function wantedRoom(axis, side) {
  const boxes = side === 'rows' ? layoutRows(axis) : layoutColumns(axis);
  return boxes.reduce((most, { width, height, angle, x, y }) => {
    const reach =
      side === 'rows' ? -x : -y + width * Math.sin(angle) + (height / 2) * Math.cos(angle);
    return Math.max(most, reach);
  }, LABEL_GAP);
}

/**
 * @param {CanvasRenderingContext2D} context  scaled to CSS pixels
 * @param {LabelBox[]} boxes
 * @param {{ x: number, y: number }} corner  the matrix's upper left
 * @param {object} style
 * @param {string} style.font
 * @param {string} style.boldFont
 * @param {string} style.ink
 * @param {string} style.accent
 * @param {number[]} style.selected
 * @param {string} [style.soft]  the ink of what stands back
 * @param {Uint8Array | null} [style.faded]  1 where a label stands back
 */
export function drawLabels(context, boxes, corner, style) {
  const { font, boldFont, ink, accent, selected, soft = ink, faded = null } = style;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  // Axes run left to right in any script; the letters within a label still find their own direction.
  context.direction = 'ltr';
  for (const { index, text, x, y, angle } of boxes) {
    const marked = selected.includes(index);
    context.font = marked ? boldFont : font;
    context.fillStyle = marked ? accent : faded?.[index] ? soft : ink;
    context.save();
    context.translate(corner.x + x, corner.y + y);
    context.rotate(-angle);
    context.fillText(text, 0, 0);
    context.restore();
  }
}
