/** A figure as one SVG document: text stays text, nothing is fetched, nothing runs. Needs no browser. */
import { drawHeatmapShapes, hatchShape } from '../../render/heatmap_shapes.js';
import { createSvgContext, escapeXml, lengthText, markup } from '../../render/svg_context.js';

/**
 * A name for what is told apart by its texts: FNV-1a, since a figure is to be the same file wherever it is made.
 * @param {(string | number)[]} texts
 */
function nameOf(texts) {
  let hash = 0x811c9dc5;
  for (const unit of new TextEncoder().encode(texts.join('\n'))) {
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return `figure-${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

/**
 * @param {import('./figure.js').Figure} figure
 * @returns {string}
 */
export function svgText({ width, height, title, description, look, draw }) {
  const { measures, family, theme } = look;
  const name = nameOf([title, description, width, height, theme]);
  const context = createSvgContext(measures, family, name);
  draw({
    context: /** @type {any} */ (context),
    heatmap: (matrix, viewport, colouring) =>
      drawHeatmapShapes(context, matrix, viewport, colouring),
    hatch: (box) => hatchShape(context, box, theme),
  });
  const labels = { title: context.idOf('title'), desc: context.idOf('desc') };
  const root = markup(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${lengthText(width)} ${lengthText(height)}`,
      role: 'img',
      'aria-labelledby': `${labels.title} ${labels.desc}`,
      'font-family': family,
      'xml:space': 'preserve',
    },
    markup('title', { id: labels.title }, escapeXml(title)) +
      markup('desc', { id: labels.desc }, escapeXml(description)) +
      context.content(),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
