/** The large matrix with its axes, digits and legend. */
import { drawLabels, layoutColumns, layoutRows } from '../../render/axis_labels.js';
import { drawDigits } from '../../render/digits.js';
import { diverging, pageColours, sequential } from '../../render/palette.js';
import { placeMatrix } from '../../views/matrix_geometry.js';
import { WHOLE } from '../../views/matrix_zoom.js';
import { fontsOf, framed } from './figure.js';
import { drawLegend } from './legend.js';

const SIDE = 880;
/** As on the page. */
const LARGEST_CELL = 44;
const LEGEND = 28;
/** Beyond the cells, for the last column's turned label. */
const OVERHANG = 60;

/**
 * @typedef {object} MatrixData
 * @property {import('../../views/steps.js').Step} step
 * @property {import('../../views/steps.js').StepMatrix} matrix
 * @property {string[]} tokens  as they are shown
 */

/**
 * @param {MatrixData} data
 * @param {import('./figure.js').About} about
 * @param {import('./figure.js').Look} look
 */
export function matrixFigure({ step, matrix, tokens }, about, look) {
  const { theme, measures, family } = look;
  const fonts = fontsOf(look);
  const colours = pageColours(theme);
  const { palette } = step;
  const table = palette === 'diverging' ? diverging(theme) : sequential(theme);
  const place = placeMatrix({
    ...{ width: SIDE, height: SIDE, rows: matrix.rows, columns: matrix.columns },
    rowLabels: step.rows.selects ? tokens : null,
    columnLabels: step.columns.selects ? tokens : null,
    widest: step.rows.size === step.columns.size ? 1 : Infinity,
    largestCell: LARGEST_CELL,
    zoom: WHOLE,
    ratio: 1,
    measure: (text, bold) => measures.width(text, bold ? fonts.strong : fonts.plain),
  });

  /** @param {CanvasRenderingContext2D} context  @param {import('./figure.js').Point} corner  @param {number} left  @param {number} top */
  function drawAxes(context, corner, left, top) {
    const style = { font: fonts.plain, boldFont: fonts.strong, selected: [] };
    const inks = { ink: colours.ink, accent: colours.ink };
    drawLabels(context, layoutRows(place.rowAxis), corner, { ...style, ...inks });
    drawLabels(context, layoutColumns(place.columnAxis), corner, { ...style, ...inks });
    context.font = fonts.small;
    context.fillStyle = colours.soft;
    context.fillText(`${step.columns.title} →`, corner.x, top + 7);
    const title = `← ${step.rows.title}`;
    const room = place.boxHeight - measures.width(title, fonts.small);
    context.save();
    context.translate(left + 7, corner.y + place.boxHeight);
    context.rotate(-Math.PI / 2);
    context.fillText(title, Math.max(0, room), 0);
    context.restore();
  }

  return framed(look, about, {
    width: place.left + place.boxWidth + OVERHANG,
    height: place.top + place.boxHeight + LEGEND,
    draw(surface, { x, y }) {
      const corner = { x: x + place.left, y: y + place.top };
      drawAxes(surface.context, corner, x, y);
      const viewport = {
        box: { ...corner, width: place.boxWidth, height: place.boxHeight },
        cellWidth: place.cellWidth,
        cellHeight: place.cellHeight,
      };
      const colouring = { table, palette, limit: matrix.limit, theme, ratio: 1 };
      surface.heatmap(matrix, viewport, colouring);
      drawDigits(surface.context, matrix, viewport, colouring, family);
      const at = { x, y: corner.y + place.boxHeight + LEGEND - 8 };
      drawLegend(surface, look, at, { palette, limit: matrix.limit, masked: step.masked });
    },
  });
}
