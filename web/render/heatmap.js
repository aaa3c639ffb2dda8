/**
 * A matrix as pixels. Everything is written into one ImageData (a rectangle a cell would be four hundred times slower), cell
 * edges lie on device pixels, and only what is in view is looked at: where cells are smaller than a pixel, a pixel shows
 * the largest of its block.
 */
import { hatchTile, packed } from './hatch.js';
import { faded } from './palette.js';
import { levelFor } from './pyramid.js';

/**
 * @typedef {object} Matrix
 * @property {Float32Array} values  rows × columns, row-major
 * @property {number} rows
 * @property {number} columns
 * @property {Uint8Array | null} [allowed]  rows × columns, 0 where hatched
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
const NOT_A_NUMBER = 1;

/**
 * The cells under each pixel along one axis: first[p] to last[p] (exclusive; equal beyond the matrix), and 1 in gap[p]
 * where the hairline between two cells lies.
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
  const pixels = new Uint32Array(image.data.buffer);
  const { colours, paper } = coloursOf(colouring);
  const { table, palette } = colouring;
  const { colours: fadedColours } = coloursOf({ ...colouring, table: faded(table, palette) });
  const block = { best: new Float32Array(box.width), seen: new Uint8Array(box.width) };
  const line = new Uint32Array(box.width);
  const patterns = {
    hatch: hatchTile(theme, ratio),
    square: Math.round(NAN_SQUARE * ratio),
    paper,
  };
  let special = false;

  for (let y = 0; y < box.height; y += 1) {
    const start = y * box.width;
    if (down.gap[y] || down.first[y] === down.last[y]) {
      pixels.fill(paper, start, start + box.width);
      continue;
    }
    if (y === 0 || down.first[y] !== down.first[y - 1] || down.last[y] !== down.last[y - 1]) {
      gatherRow(matrix, down.first[y], down.last[y], across, block);
      const coloursHere = matrix.fadedRows?.[down.first[y]] ? fadedColours : colours;
      special = colourRow(block, across, colouring, coloursHere, paper, line);
    }
    pixels.set(line, start);
    if (special) fillPatterns(pixels, start, line, y, patterns);
  }
  context.putImageData(image, box.x, box.y);
}

/**
 * The number furthest from 0 in each pixel's block. seen[p]: 0 nothing allowed, 1 a number, 2 not a number.
 * @param {Matrix} matrix
 * @param {number} firstRow
 * @param {number} lastRow
 * @param {{ first: Int32Array, last: Int32Array }} across
 * @param {{ best: Float32Array, seen: Uint8Array }} block
 */
export function gatherRow({ values, columns, allowed }, firstRow, lastRow, { first, last }, block) {
  const { best, seen } = block;
  best.fill(0);
  seen.fill(0);
  for (let row = firstRow; row < lastRow; row += 1) {
    const start = row * columns;
    for (let p = 0; p < best.length; p += 1) {
      let furthest = best[p];
      let what = seen[p];
      for (let i = start + first[p]; i < start + last[p]; i += 1) {
        if (allowed && allowed[i] === 0) continue;
        const value = values[i];
        if (value !== value) what = 2;
        else if (what === 0) what = 1;
        if (Math.abs(value) > Math.abs(furthest)) furthest = value;
      }
      best[p] = furthest;
      seen[p] = what;
    }
  }
}

/**
 * @param {{ best: Float32Array, seen: Uint8Array }} block
 * @param {{ first: Int32Array, last: Int32Array, gap: Uint8Array }} across
 * @param {Colouring} colouring
 * @param {Uint32Array} colours
 * @param {number} paper
 * @param {Uint32Array} line  written
 * @returns {boolean} whether the line holds stand-ins
 */
function colourRow({ best, seen }, { first, last, gap }, { palette, limit }, colours, paper, line) {
  const [from, scale] = palette === 'diverging' ? [127.5, 127.5 / limit] : [0, 255 / limit];
  let special = false;
  for (let p = 0; p < line.length; p += 1) {
    if (gap[p] || first[p] === last[p]) {
      line[p] = paper;
    } else if (seen[p] === 1) {
      line[p] = colours[Math.min(255, Math.max(0, Math.round(from + best[p] * scale)))];
    } else {
      line[p] = seen[p] === 0 ? HATCHED : NOT_A_NUMBER;
      special = true;
    }
  }
  return special;
}

/**
 * @param {Uint32Array} pixels
 * @param {number} start  of the line in pixels
 * @param {Uint32Array} line
 * @param {number} y  of the line, from the box's upper edge
 * @param {{ hatch: Uint32Array, square: number, paper: number }} patterns
 */
function fillPatterns(pixels, start, line, y, { hatch, square, paper }) {
  const upper = Math.floor(y / square);
  for (let p = 0; p < line.length; p += 1) {
    if (line[p] === HATCHED) pixels[start + p] = hatch[(p + y) % hatch.length];
    else if (line[p] === NOT_A_NUMBER) {
      const dark = (upper + Math.floor(p / square)) % 2 === 0;
      pixels[start + p] = dark ? NAN_INK : paper;
    }
  }
}

/** A chequer of mid grey and paper: no palette holds it. */
const NAN_INK = packed([120, 120, 120]);

/** @type {WeakMap<Uint8Array, Uint32Array>} */
const packedTables = new WeakMap();

/** @param {Colouring} colouring */
function coloursOf({ table, palette }) {
  let colours = packedTables.get(table);
  if (!colours) {
    colours = Uint32Array.from({ length: 256 }, (_, i) => packed(table.subarray(3 * i, 3 * i + 3)));
    packedTables.set(table, colours);
  }
  return { colours, paper: colours[palette === 'diverging' ? 128 : 0] };
}
