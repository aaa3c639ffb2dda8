/** A matrix as shapes: what drawHeatmap() paints at one device pixel per CSS pixel, as paths that stay sharp at any size. */
import { THICKNESS, PERIOD } from './hatch.js';
import { createBlocks, NUMBER } from './blocks.js';
import { gapOf, NAN_SQUARE, spansOf } from './heatmap.js';
import { colourOf, cssOf, divergingPosition, faded, hatchColours } from './palette.js';
import { lengthText, markup } from './svg_context.js';

/** @typedef {import('./heatmap.js').Matrix} Matrix */
/** @typedef {import('./heatmap.js').Viewport} Viewport */
/** @typedef {import('./heatmap.js').Colouring} Colouring */
/** @typedef {ReturnType<typeof import('./svg_context.js').createSvgContext>} SvgContext */

const NAN_INK = '#787878';

/**
 * Runs of pixels with the same cells: [first pixel, pixel after the last, cells' first, cells' last].
 * @param {ReturnType<typeof spansOf>} spans
 */
function* runsOf({ first, last, gap }) {
  for (let from = 0, to = 0; from < first.length; from = to) {
    while (
      to < first.length &&
      first[to] === first[from] &&
      last[to] === last[from] &&
      gap[to] === gap[from]
    ) {
      to += 1;
    }
    if (!gap[from]) yield { from, to };
  }
}

/**
 * The hatching as a pattern, whose lines go on from cell to cell as the canvas's do.
 * @param {SvgContext} context
 * @param {'light' | 'dark'} theme
 */
function hatchFill(context, theme) {
  const id = context.idOf(`hatch-${theme}`);
  const { line, ground } = hatchColours(theme);
  // The canvas's lines have their full ink on x + y = 0, 5, 10 …, which is a pixel wide: its middle is x + y = 1.
  const [near, far] = [1 - THICKNESS / 2, 1 + THICKNESS / 2].map(lengthText);
  const [nearNext, farNext] = [near, far].map((at) => lengthText(Number(at) + PERIOD));
  const stripes = `M${near} 0L${far} 0L0 ${far}L0 ${near}zM${nearNext} 0L${farNext} 0L0 ${farNext}L0 ${nearNext}z`;
  context.define(
    id,
    markup(
      'pattern',
      { id, width: PERIOD, height: PERIOD, patternUnits: 'userSpaceOnUse' },
      markup('rect', { width: PERIOD, height: PERIOD, fill: cssOf(ground) }) +
        markup('path', { d: stripes, fill: cssOf(line) }),
    ),
  );
  return `url(#${id})`;
}

/** @param {SvgContext} context  @param {'light' | 'dark'} _theme  @param {string} paper */
function nanFill(context, _theme, paper) {
  const id = context.idOf('not-a-number');
  const side = 2 * NAN_SQUARE;
  const d = `M0 0h${NAN_SQUARE}v${side}h${NAN_SQUARE}v-${NAN_SQUARE}h-${side}z`;
  context.define(
    id,
    markup(
      'pattern',
      { id, width: side, height: side, patternUnits: 'userSpaceOnUse' },
      markup('rect', { width: side, height: side, fill: paper }) +
        markup('path', { d, fill: NAN_INK }),
    ),
  );
  return `url(#${id})`;
}

/**
 * Patterns begin at the box's corner, as on a canvas.
 * @param {SvgContext} context
 * @param {{ x: number, y: number }} corner
 * @param {() => void} draw
 */
function inside(context, { x, y }, draw) {
  context.save();
  context.translate(x, y);
  draw();
  context.restore();
}

/**
 * @param {SvgContext} context
 * @param {{ x: number, y: number, width: number, height: number }} box
 * @param {'light' | 'dark'} theme
 */
export function hatchShape(context, box, theme) {
  inside(context, box, () =>
    context.add('rect', { width: box.width, height: box.height, fill: hatchFill(context, theme) }),
  );
}

/**
 * One path a colour, so that a document of many cells stays small; cells of the paper's own colour are not drawn.
 * @param {SvgContext} context
 * @param {Matrix} matrix
 * @param {Viewport} viewport  in CSS pixels
 * @param {Colouring} colouring  with ratio 1
 */
export function drawHeatmapShapes(context, matrix, viewport, colouring) {
  const { box, cellWidth, cellHeight, column = 0, row = 0 } = viewport;
  if (box.width < 1 || box.height < 1) return;
  const hairline = gapOf(cellWidth, cellHeight, 1);
  const across = spansOf(box.width, cellWidth, column, matrix.columns, hairline);
  const down = spansOf(box.height, cellHeight, row, matrix.rows, hairline);
  const block = createBlocks(matrix, across);
  const runs = [...runsOf(across)];
  const { table, palette, limit, theme } = colouring;
  const paper = colourOf(table, palette === 'diverging' ? 0.5 : 0);
  /** @type {Map<string, string[]>} */
  const paths = new Map();

  for (const { from, to } of runsOf(down)) {
    block.gather(down.first[from], down.last[from]);
    const colours = matrix.fadedRows?.[down.first[from]] ? faded(table, palette) : table;
    const fillOf = (/** @type {number} */ pixel) => {
      if (block.held[pixel] !== NUMBER) return block.held[pixel] === 0 ? 'hatch' : 'nan';
      const value = block.best[pixel];
      return colourOf(
        colours,
        palette === 'diverging' ? divergingPosition(value, limit) : value / limit,
      );
    };
    for (let first = 0, next = 0; first < runs.length; first = next) {
      const fill = fillOf(runs[first].from);
      // Neighbours without a gap between them are one piece.
      do next += 1;
      while (
        next < runs.length &&
        runs[next].from === runs[next - 1].to &&
        fillOf(runs[next].from) === fill
      );
      if (fill === paper) continue;
      const [left, right] = [runs[first].from, runs[next - 1].to];
      const piece = `M${left} ${from}h${right - left}v${to - from}h${left - right}z`;
      const pieces = paths.get(fill);
      if (pieces) pieces.push(piece);
      else paths.set(fill, [piece]);
    }
  }
  inside(context, box, () => {
    context.add('rect', { width: box.width, height: box.height, fill: paper });
    for (const [fill, pieces] of paths) {
      const own = { hatch: hatchFill, nan: nanFill }[fill];
      context.add('path', {
        d: pieces.join(''),
        fill: own ? own(context, theme, paper) : fill,
        'shape-rendering': 'crispEdges',
      });
    }
  });
}
