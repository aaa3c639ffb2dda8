/** A figure as one SVG document: text stays text, nothing is fetched, nothing runs. Needs no browser. */
import { drawHeatmapShapes, hatchShape } from '../../render/heatmap_shapes.js';
import { createSvgContext, escapeXml, lengthText } from '../../render/svg_context.js';

/**
 * @param {import('./figure.js').Figure} figure
 * @returns {string}
 */
export function svgText({ width, height, title, description, look, draw }) {
  const { measures, family, theme } = look;
  const context = createSvgContext(measures, family);
  draw({
    context: /** @type {any} */ (context),
    heatmap: (matrix, viewport, colouring) =>
      drawHeatmapShapes(context, matrix, viewport, colouring),
    hatch: (box) => hatchShape(context, box, theme),
  });
  const size = `${lengthText(width)}" height="${lengthText(height)}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${size}" viewBox="0 0 ${lengthText(width)} ${lengthText(height)}" role="img" font-family="${escapeXml(family)}" xml:space="preserve"><title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>${context.content()}</svg>
`;
}
