/** The colours' ends, and what hatching means, below a figure's matrices. */
import { short } from '../../render/number_text.js';
import { colourOf, diverging, pageColours, sequential } from '../../render/palette.js';
import { fontsOf, write } from './figure.js';

const BAR = { width: 120, height: 10 };
const GAP = 6;
/** Pixels of one colour: each fourth of a pixel would be lost on paper. */
const STEP = 1;

/**
 * @param {import('./figure.js').Surface} surface
 * @param {import('./figure.js').Look} look
 * @param {import('./figure.js').Point} at  its left end and its middle
 * @param {{ palette: 'sequential' | 'diverging', limit: number | null, masked: boolean }} what  limit: null where each
 *   matrix has its own
 */
export function drawLegend(surface, look, { x, y }, { palette, limit, masked }) {
  const { theme, measures } = look;
  const fonts = fontsOf(look);
  const style = { font: fonts.plain, colour: pageColours(theme).soft };
  const table = palette === 'diverging' ? diverging(theme) : sequential(theme);
  const high = limit === null ? 'its largest' : short(limit);
  const signed = limit === null ? '\u2212its largest' : short(-limit);
  const low = palette === 'diverging' ? signed : '0';
  write(surface, low, { x, y }, style);
  const start = Math.round(x + measures.width(low, fonts.plain) + GAP);
  const top = Math.round(y - BAR.height / 2);
  const { context } = surface;
  for (let at = 0; at < BAR.width; at += STEP) {
    context.fillStyle = colourOf(table, at / (BAR.width - STEP));
    context.fillRect(start + at, top, STEP, BAR.height);
  }
  const end = start + BAR.width + GAP;
  write(surface, high, { x: end, y }, style);
  if (!masked) return;
  const swatch = Math.round(end + measures.width(high, fonts.plain) + 20);
  surface.hatch({ x: swatch, y: top, width: 16, height: BAR.height });
  write(surface, 'not allowed', { x: swatch + 22, y }, style);
}
