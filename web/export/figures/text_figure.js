/** The tokens, shaded by how much the selected one attends to each, with arcs to those that it attends to most. */
import { drawArcs } from '../../render/arcs.js';
import { colourOf, inkOn, pageColours, sequential } from '../../render/palette.js';
import { shortened } from '../../render/visible_text.js';
import { arcsOf } from '../../views/row_arcs.js';
import { grouped } from '../../render/number_text.js';
import { fontsOf, framed, write } from './figure.js';
import { drawLegend } from './legend.js';

const WIDTH = 720;
const CHIP = { height: 26, padding: 8, least: 24, gap: 6, longest: 320 };
/** The first line's arcs have the sky; later ones go through gaps, and along the strip at the left. */
const SKY = 56;
const LIFT = 18;
const STRIP = 16;
const LEGEND = 30;
/** As on the page. */
const MOST = 500;

/**
 * @typedef {object} RowData
 * @property {string[]} tokens  N, as they are shown
 * @property {number} query  the selected one
 * @property {Float32Array} weights  N: its row
 * @property {Uint8Array} allowed  N
 * @property {number} limit  the weight at the end of the colours
 */

/**
 * Chips in lines, as text runs.
 * @param {string[]} tokens
 * @param {import('./figure.js').Look} look
 */
function placeChips(tokens, look) {
  const font = fontsOf(look).token;
  const measure = (/** @type {string} */ text) => look.measures.width(text, font);
  let [x, line] = [STRIP, 0];
  return tokens.slice(0, MOST).map((token) => {
    const text = shortened(token, CHIP.longest, measure);
    const width = Math.max(CHIP.least, Math.ceil(measure(text)) + 2 * CHIP.padding);
    if (x > STRIP && x + width > WIDTH) [x, line] = [STRIP, line + 1];
    const chip = { text, x, y: SKY + line * (CHIP.height + LIFT), width, line };
    x += width + CHIP.gap;
    return chip;
  });
}

/**
 * @param {RowData} data
 * @param {import('./figure.js').About} about
 * @param {import('./figure.js').Look} look
 */
export function textFigure({ tokens, query, weights, allowed, limit }, about, look) {
  const { theme } = look;
  const fonts = fontsOf(look);
  const colours = pageColours(theme);
  const table = sequential(theme);
  const chips = placeChips(tokens, look);
  const last = chips[chips.length - 1];
  const rest = tokens.length - chips.length;
  const bottom = last.y + CHIP.height + (rest > 0 ? 22 : 0);

  /** @param {import('./figure.js').Surface} surface  @param {number} index  @param {import('./figure.js').Point} corner */
  function drawChip(surface, index, corner) {
    const { context } = surface;
    const { text, width, ...chip } = chips[index];
    const box = { x: corner.x + chip.x, y: corner.y + chip.y, width, height: CHIP.height };
    const isAllowed = allowed[index] !== 0;
    const share = weights[index] / limit;
    if (isAllowed) {
      context.fillStyle = colourOf(table, share);
      context.fillRect(box.x, box.y, box.width, box.height);
    } else surface.hatch(box);
    const line = index === query ? 2 : 1;
    context.strokeStyle = index === query ? colours.accent : colours.hairline;
    context.lineWidth = line;
    context.strokeRect(box.x + line / 2, box.y + line / 2, width - line, CHIP.height - line);
    const colour = isAllowed ? inkOn(table, share) : colours.soft;
    const middle = { x: box.x + width / 2, y: box.y + CHIP.height / 2 };
    write(surface, text, middle, { font: fonts.token, colour, align: 'center' });
  }

  return framed(look, about, {
    width: Math.max(...chips.map(({ x, width }) => x + width)) + STRIP,
    height: bottom + LEGEND,
    draw(surface, corner) {
      const anchors = chips.map(({ x, y, width, line }) => ({
        ...{ x: corner.x + x + width / 2, top: corner.y + y, line },
      }));
      chips.forEach((_, index) => drawChip(surface, index, corner));
      if (query < anchors.length) {
        const { arcs } = arcsOf(weights, query, anchors, theme);
        const gaps = { sky: SKY, lift: last.line > 0 ? LIFT : SKY };
        drawArcs(surface.context, arcs, { edge: corner.x + 4, inward: 1, ...gaps });
      }
      if (rest > 0) {
        const at = { x: corner.x + STRIP, y: corner.y + bottom - 8 };
        const text = `and ${grouped(rest)} more`;
        write(surface, text, at, { font: fonts.plain, colour: colours.soft });
      }
      const at = { x: corner.x + STRIP, y: corner.y + bottom + LEGEND - 8 };
      const masked = allowed.includes(0);
      drawLegend(surface, look, at, { palette: 'sequential', limit, masked });
    },
  });
}
