/** All heads as small matrices, in the page's order. */
import { sequential, pageColours } from '../../render/palette.js';
import { roleOf, shortRole } from '../../views/head_role.js';
import { layoutHeads } from '../../views/heads_layout.js';
import { largest } from '../../views/steps.js';
import { fontsOf, framed, write } from './figure.js';
import { drawLegend } from './legend.js';

const WIDTH = 760;
const HEIGHT = 720;
const LEGEND = 28;
/** More are no figure that could be read; one layer has 96 at most. */
const MOST_HEADS = 400;

/**
 * The heads of all layers, or of one where there are too many for one figure.
 * @param {import('../../types.js').TraceSummary} trace
 * @param {number} layer  the selected one
 * @returns {number | null} null for all layers
 */
export const onlyLayer = ({ layers, heads }, layer) => (layers * heads > MOST_HEADS ? layer : null);

/**
 * @typedef {object} HeadsData
 * @property {import('../../types.js').TraceSummary} trace
 * @property {import('../../types.js').Order} order
 * @property {'fixed' | 'own'} range
 * @property {number | null} only  a layer; null for all
 */

/**
 * @param {HeadsData} data
 * @param {import('./figure.js').About} about
 * @param {import('./figure.js').Look} look
 */
export function headsFigure({ trace, order, range, only }, about, look) {
  const { theme } = look;
  const fonts = fontsOf(look);
  const colours = pageColours(theme);
  const table = sequential(theme);
  const named = Boolean(trace.facts?.scores);
  const statistics = only === null ? trace.statistics : [trace.statistics[only]];
  const layout = layoutHeads({
    ...{ statistics, order, named, width: WIDTH, height: HEIGHT, strip: false },
  });
  const S = trace.thumbnailSize;
  const { side } = layout;

  /** @param {number} layer  @param {number} head  @returns {Float32Array} S·S */
  function thumbnail(layer, head) {
    const all = head < 0 ? trace.meanThumbnails : trace.thumbnails;
    const start = (head < 0 ? layer : layer * trace.heads + head) * S * S;
    return all.subarray(start, start + S * S);
  }

  /** @param {import('./figure.js').Surface} surface  @param {import('../../views/heads_layout.js').Tile} tile  @param {import('./figure.js').Point} at */
  function drawTile(surface, tile, { x, y }) {
    const layer = only ?? tile.layer;
    const { head, value } = tile;
    const values = thumbnail(layer, head);
    const matrix = { values, rows: S, columns: S, allowed: trace.allowedThumbnail };
    const cell = { cellWidth: side / S, cellHeight: side / S };
    const limit = range === 'own' ? largest(values) : 1;
    surface.heatmap(
      matrix,
      { box: { x, y, width: side, height: side }, ...cell },
      { table, palette: 'sequential', limit, theme, ratio: 1 },
    );
    const name = head < 0 ? `mean ${layer + 1}` : `${layer + 1}.${head + 1}`;
    const role = named && head >= 0 ? shortRole(roleOf(trace.facts, layer, head)) : '';
    const soft = { font: fonts.small, colour: colours.soft };
    let line = y + side + 10;
    write(surface, name, { x, y: line }, { font: fonts.plain, colour: colours.ink });
    for (const text of [value, ...twoLines(role, side, look)].filter(Boolean)) {
      line += 13;
      write(surface, text, { x, y: line }, soft);
    }
  }

  return framed(look, about, {
    width: Math.max(...layout.tiles.map(({ x }) => x + side)),
    height: layout.height + LEGEND,
    draw(surface, { x, y }) {
      for (const title of layout.titles) {
        const at = { x: x + title.x, y: y + title.y + 8 };
        write(surface, title.text, at, { font: fonts.plain, colour: colours.soft });
      }
      for (const tile of layout.tiles) drawTile(surface, tile, { x: x + tile.x, y: y + tile.y });
      const at = { x, y: y + layout.height + LEGEND - 8 };
      const limit = range === 'own' ? null : 1;
      const masked = trace.allowedThumbnail.includes(0);
      drawLegend(surface, look, at, { palette: 'sequential', limit, masked });
    },
  });
}

/**
 * @param {string} text
 * @param {number} width
 * @param {import('./figure.js').Look} look
 * @returns {string[]} at most two
 */
function twoLines(text, width, look) {
  const font = fontsOf(look).small;
  if (look.measures.width(text, font) <= width) return [text];
  const words = text.split(' ');
  let first = '';
  while (words.length > 1) {
    const longer = `${first}${first && ' '}${words[0]}`;
    if (first && look.measures.width(longer, font) > width) break;
    first = longer;
    words.shift();
  }
  return [first, words.join(' ')];
}
