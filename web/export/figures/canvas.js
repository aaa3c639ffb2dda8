/** A figure as pixels. */
import { fillHatch } from '../../render/hatch.js';
import { drawHeatmap } from '../../render/heatmap.js';

/** @typedef {import('./figure.js').Box} Box */

/** What canvases of all browsers can be: more pixels are refused before they come out empty. */
const MOST_PIXELS = 64_000_000;

/**
 * @param {import('./figure.js').Figure} figure
 * @param {number} scale  device pixels per CSS pixel
 * @returns {HTMLCanvasElement}
 */
export function drawFigure({ width, height, look: { theme }, draw }, scale) {
  if (width * height * scale * scale > MOST_PIXELS) {
    throw new Error('This picture is too large for browsers: choose a smaller size, or SVG.');
  }
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(scale, scale);
  /** @param {Box} box  @returns {Box} in whole device pixels */
  const device = (box) => ({
    x: Math.round(box.x * scale),
    y: Math.round(box.y * scale),
    width: Math.round(box.width * scale),
    height: Math.round(box.height * scale),
  });
  /** Pixels are put where they are, whatever the context's map. @param {() => void} paint */
  const inPixels = (paint) => {
    context.save();
    context.resetTransform();
    paint();
    context.restore();
  };
  draw({
    context,
    heatmap: (matrix, { box, cellWidth, cellHeight }, colouring) =>
      inPixels(() =>
        drawHeatmap(
          context,
          matrix,
          { box: device(box), cellWidth: cellWidth * scale, cellHeight: cellHeight * scale },
          { ...colouring, ratio: scale },
        ),
      ),
    hatch: (box) => inPixels(() => fillHatch(context, device(box), theme, scale)),
  });
  return canvas;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob>}
 */
export function pngOf(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('This browser made no picture of it.'))),
      'image/png',
    );
  });
}
