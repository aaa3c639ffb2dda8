/** Every query (left) tied to every key (right) by a line as strong as the weight. */
import { drawLines, lineRowHeight } from '../../render/lines.js';
import { colourOf, pageColours, sequential } from '../../render/palette.js';
import { fontsOf, framed, write } from './figure.js';

const WIDTH = 560;
const HEAD = 20;

/**
 * @param {{ tokens: string[], query: number, weights: Float32Array }} data  weights N·N
 * @param {import('./figure.js').About} about
 * @param {import('./figure.js').Look} look
 */
export function linesFigure({ tokens, query, weights }, about, look) {
  const { theme, family } = look;
  const { ink, soft, accent } = pageColours(theme);
  const rowHeight = lineRowHeight(tokens.length);
  const table = sequential(theme);
  return framed(look, about, {
    width: WIDTH,
    height: HEAD + Math.ceil(rowHeight * tokens.length) + 8,
    draw(surface, { x, y }) {
      const style = { font: fontsOf(look).plain, colour: soft };
      write(surface, 'query', { x, y: y + 8 }, style);
      write(surface, 'key', { x: x + WIDTH, y: y + 8 }, { ...style, align: 'right' });
      const { context } = surface;
      context.save();
      context.translate(x, y + HEAD);
      drawLines(
        context,
        { weights, labels: tokens, query },
        {
          ...{ width: WIDTH, rowHeight, ink, accent, font: `13px ${family}` },
          colour: (weight) => colourOf(table, weight),
        },
      );
      context.restore();
    },
  });
}
