/**
 * A matrix as pixels. Everything is written into one ImageData (a rectangle a cell would be four hundred times slower), cell
 * edges lie on device pixels, and only what is in view is looked at: where cells are smaller than a pixel, a pixel shows
 * the largest of its block.
 */
import { createBlocks, NUMBER } from './blocks.js';
import { hatchTile, packed } from './hatch.js';
import { faded } from './palette.js';
import { levelFor } from './pyramid.js';

/**
 * @typedef {object} Matrix
 * @property {Float32Array} values  rows × columns, row-major
 * @property {number} rows
 * @property {number} columns
 * @property {Uint8Array | null} [allowed]  rows × columns, 1, or 0 where hatched
 * @property {Uint8Array | null} [fadedRows]  rows, 1 where a row stands back
 */

/**
 * @typedef {object} Viewport  where the matrix lies, in device pixels
 * @property {{ x: number, y: number, width: number, height: number }} box  whole pixels
 * @property {number} cellWidth
 * @property {number} cellHeight
 * @property {number} [column]  the (possibly broken) column at the box's left edge
 * @property {number} [row]
 */

/**
 * @typedef {object} Colouring
 * @property {Uint8Array} table  from the palette
 * @property {'sequential' | 'diverging'} palette
 * @property {number} limit  the value at the end of the colours; the other end is 0 or −limit
 * @property {'light' | 'dark'} theme
 * @property {number} ratio  device pixels per CSS pixel
 */

/** CSS pixels. */
const SMALLEST_CELL_WITH_GAP = 8;
export const NAN_SQUARE = 3;

/** Stand-ins in a line of pixels for what is not one colour; real pixels are opaque, so neither is one. */
const HATCHED = 0;
const CHEQUERED = 1;

/**
 * The cells under each pixel along one axis: first[p] to last[p] (exclusive; equal beyond the matrix), and 1 in gap[p]
 * where the hairline between two cells lies or nothing at all.
 * @param {number} size  pixels
 * @param {number} cell  pixels
 * @param {number} origin  cells
 * @param {number} count
 * @param {number} hairline  pixels; 0 for none
 */
export function spansOf(size, cell, origin, count, hairline) {
  const first = new Int32Array(size);
  const last = new Int32Array(size);
  const gap = new Uint8Array(size);
  for (let p = 0; p < size; p += 1) {
    if (cell >= 1) {
      first[p] = Math.floor(origin + (p + 0.5) / cell);
      last[p] = first[p] + 1;
      gap[p] = Number(hairline > 0 && Math.floor(origin + (p + 0.5 + hairline) / cell) > first[p]);
    } else {
      first[p] = Math.floor(origin + p / cell);
      last[p] = Math.max(first[p] + 1, Math.floor(origin + (p + 1) / cell));
    }
    first[p] = Math.min(first[p], count);
    last[p] = Math.min(last[p], count);
    if (first[p] === last[p]) gap[p] = 1;
  }
  return { first, last, gap };
}

/**
 * The hairline between cells, which small ones have none of.
 * @param {number} cellWidth  pixels
 * @param {number} cellHeight
 * @param {number} ratio
 */
export const gapOf = (cellWidth, cellHeight, ratio) =>
  Math.min(cellWidth, cellHeight) < SMALLEST_CELL_WITH_GAP * ratio
    ? 0
    : Math.max(1, Math.round(ratio));

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Matrix} whole
 * @param {Viewport} viewport
 * @param {Colouring} colouring
 */
export function drawHeatmap(context, whole, viewport, colouring) {
  const { box } = viewport;
  if (box.width < 1 || box.height < 1) return;
  const { theme, ratio } = colouring;
  const { matrix, blocks } = levelFor(whole, Math.max(viewport.cellWidth, viewport.cellHeight));
  const [cellWidth, cellHeight] = [viewport.cellWidth * blocks, viewport.cellHeight * blocks];
  const [column, row] = [(viewport.column ?? 0) / blocks, (viewport.row ?? 0) / blocks];
  const hairline = gapOf(cellWidth, cellHeight, ratio);
  const across = spansOf(box.width, cellWidth, column, matrix.columns, hairline);
  const down = spansOf(box.height, cellHeight, row, matrix.rows, hairline);

  const image = context.createImageData(box.width, box.height);
  const pixels = new Int32Array(image.data.buffer);
  const { colours, paper } = coloursOf(colouring);
  const { table, palette } = colouring;
  const { colours: fadedColours } = coloursOf({ ...colouring, table: faded(table, palette) });
  const blocksOfLine = createBlocks(matrix, across);
  const line = new Int32Array(box.width);
  const patterns = {
    hatch: hatchTile(theme, ratio),
    square: Math.round(NAN_SQUARE * ratio),
    paper,
  };
  let special = false;

  for (let y = 0; y < box.height; y += 1) {
    const start = y * box.width;
    if (down.gap[y]) {
      pixels.fill(paper, start, start + box.width);
      continue;
    }
    if (y === 0 || down.first[y] !== down.first[y - 1] || down.last[y] !== down.last[y - 1]) {
      blocksOfLine.gather(down.first[y], down.last[y]);
      const coloursHere = matrix.fadedRows?.[down.first[y]] ? fadedColours : colours;
      special = colourRow(blocksOfLine, across, colouring, coloursHere, paper, line);
    }
    pixels.set(line, start);
    if (special) fillPatterns(pixels, start, line, y, patterns);
  }
  context.putImageData(image, box.x, box.y);
}

/**
 * @param {import('./blocks.js').Line} blocks
 * @param {{ gap: Uint8Array }} across
 * @param {Colouring} colouring
 * @param {Int32Array} colours
 * @param {number} paper
 * @param {Int32Array} line  written
 * @returns {boolean} whether the line holds stand-ins
 */
function colourRow({ best, held }, { gap }, { palette, limit }, colours, paper, line) {
  // Half a colour more, so that cutting off what is behind the point rounds.
  const [from, scale] = palette === 'diverging' ? [128, 127.5 / limit] : [0.5, 255 / limit];
  let special = false;
  for (let p = 0; p < line.length; p += 1) {
    if (gap[p] !== 0) {
      line[p] = paper;
    } else if (held[p] === NUMBER) {
      const place = Math.min(255, from + best[p] * scale) | 0;
      line[p] = colours[place < 0 ? 0 : place];
    } else {
      line[p] = held[p] === 0 ? HATCHED : CHEQUERED;
      special = true;
    }
  }
  return special;
}

/**
 * @param {Int32Array} pixels
 * @param {number} start  of the line in pixels
 * @param {Int32Array} line
 * @param {number} y  of the line, from the box's upper edge
 * @param {{ hatch: Int32Array, square: number, paper: number }} patterns
 */
function fillPatterns(pixels, start, line, y, { hatch, square, paper }) {
  const upper = Math.floor(y / square);
  let inHatch = y % hatch.length;
  for (let p = 0; p < line.length; p += 1) {
    if (line[p] === HATCHED) pixels[start + p] = hatch[inHatch];
    else if (line[p] === CHEQUERED) {
      const dark = (upper + Math.floor(p / square)) % 2 === 0;
      pixels[start + p] = dark ? NAN_INK : paper;
    }
    inHatch = inHatch + 1 === hatch.length ? 0 : inHatch + 1;
  }
}

/** A chequer of mid grey and paper: no palette holds it. */
const NAN_INK = packed([120, 120, 120]);

/** @type {WeakMap<Uint8Array, Int32Array>} */
const packedTables = new WeakMap();

/** @param {Colouring} colouring */
function coloursOf({ table, palette }) {
  let colours = packedTables.get(table);
  if (!colours) {
    colours = Int32Array.from({ length: 256 }, (_, i) => packed(table.subarray(3 * i, 3 * i + 3)));
    packedTables.set(table, colours);
  }
  return { colours, paper: colours[palette === 'diverging' ? 128 : 0] };
}
