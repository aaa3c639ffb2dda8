/**
 * A figure for other places: title, body, and what the numbers are worth. It is drawn on a surface, of which there are two:
 * a canvas for PNG, and SVG. Lengths are CSS pixels.
 */
import { pageColours } from '../../render/palette.js';

/**
 * @typedef {'light' | 'dark'} Theme
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ x: number, y: number, width: number, height: number }} Box
 *
 * @typedef {object} Look
 * @property {Theme} theme
 * @property {string} family  of the letters, as in CSS
 * @property {import('../../render/svg_context.js').Measures} measures
 *
 * @typedef {object} Surface
 * @property {CanvasRenderingContext2D} context  in CSS pixels
 * @property {(matrix: import('../../render/heatmap.js').Matrix, viewport: import('../../render/heatmap.js').Viewport, colouring: import('../../render/heatmap.js').Colouring) => void} heatmap
 * @property {(box: Box) => void} hatch
 *
 * @typedef {object} Body
 * @property {number} width
 * @property {number} height
 * @property {(surface: Surface, corner: Point) => void} draw
 *
 * @typedef {object} About
 * @property {string} title
 * @property {string} description  what is seen, for those who do not see it
 * @property {string | null} notice  below the title
 * @property {string} source  below the body: which model, which mask
 *
 * @typedef {object} Figure
 * @property {number} width
 * @property {number} height
 * @property {string} title
 * @property {string} description
 * @property {Look} look
 * @property {(surface: Surface) => void} draw
 */

const MARGIN = 24;
const LINE = 20;
const LEAST_WIDTH = 360;

/** @param {Look} look */
export const fontsOf = ({ family }) => ({
  head: `600 15px ${family}`,
  strong: `600 12px ${family}`,
  plain: `12px ${family}`,
  small: `11px ${family}`,
  token: `15px ${family}`,
});

/**
 * @param {Look} look
 * @param {About} about
 * @param {Body} body
 * @returns {Figure}
 */
export function framed(look, { title, description, notice, source }, body) {
  const fonts = fontsOf(look);
  const { measures, theme } = look;
  const colours = pageColours(theme);
  const texts = [
    measures.width(title, fonts.head),
    measures.width(notice ?? '', fonts.plain),
    measures.width(source, fonts.plain),
  ];
  const width = Math.ceil(Math.max(body.width, LEAST_WIDTH, ...texts) + 2 * MARGIN);
  const top = MARGIN + LINE * (notice ? 2 : 1) + 6;
  const below = top + body.height + LINE;
  const height = Math.ceil(below + MARGIN);
  return {
    ...{ width, height, title, description, look },
    draw(surface) {
      const { context } = surface;
      context.fillStyle = colours.paper;
      context.fillRect(0, 0, width, height);
      context.textAlign = 'left';
      context.textBaseline = 'middle';
      context.font = fonts.head;
      context.fillStyle = colours.ink;
      context.fillText(title, MARGIN, MARGIN + 6);
      context.font = fonts.plain;
      context.fillStyle = colours.soft;
      if (notice) context.fillText(notice, MARGIN, MARGIN + 6 + LINE);
      context.fillText(source, MARGIN, below);
      body.draw(surface, { x: MARGIN, y: top });
    },
  };
}

/**
 * A line of text, its middle at y.
 * @param {Surface} surface
 * @param {string} text
 * @param {Point} at
 * @param {{ font: string, colour: string, align?: CanvasTextAlign }} style
 */
export function write({ context }, text, { x, y }, { font, colour, align = 'left' }) {
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.font = font;
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
