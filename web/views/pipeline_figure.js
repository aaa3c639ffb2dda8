/** One step of the pipeline: a small matrix with its name and shape, that is a button. */
import { drawHeatmap } from '../render/heatmap.js';
import { diverging, sequential } from '../render/palette.js';
import { grouped } from '../render/number_text.js';
import { element } from './dom.js';
import { contextOf } from './matrix_paint.js';
import { labelNodes } from './matrix_parts.js';
import { shapeOf } from './steps.js';

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {import('../types.js').Hover} Hover */
/** @typedef {Record<'length' | 'width' | 'headWidth', number>} AxisSizes  CSS pixels */

/**
 * @param {Step} step
 * @param {{ enlarge: () => void, hover: (cell: Hover | null) => void }} listeners
 */
export function createFigure(step, { enlarge, hover }) {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const marks = {
    rows: element('span', { class: 'pipeline-mark', hidden: true }),
    columns: element('span', { class: 'pipeline-mark', hidden: true }),
  };
  const shape = element('span', { class: 'soft' });
  const picture = element('span', { class: 'pipeline-picture' }, canvas, marks.rows, marks.columns);
  const name = element('span', { class: 'pipeline-name' }, ...labelNodes(step.label));
  const root = element(
    'button',
    { type: 'button', class: 'pipeline-step' },
    picture,
    name,
    ' ',
    shape,
  );
  /** Rows and columns. */
  let counts = { rows: 1, columns: 1 };
  let size = { width: 0, height: 0 };

  root.addEventListener('click', enlarge);
  picture.addEventListener('pointermove', ({ offsetX, offsetY }) => {
    const row = Math.min(counts.rows - 1, Math.floor((offsetY / size.height) * counts.rows));
    const column = Math.min(
      counts.columns - 1,
      Math.floor((offsetX / size.width) * counts.columns),
    );
    hover({
      ...(step.rows.selects && { [step.rows.selects]: Math.max(0, row) }),
      ...(step.columns.selects && { [step.columns.selects]: Math.max(0, column) }),
    });
  });
  picture.addEventListener('pointerleave', () => hover(null));

  /** @param {'rows' | 'columns'} side  @param {number | undefined} place */
  function mark(side, place) {
    const span = marks[side];
    span.hidden = place === undefined || place < 0 || place >= counts[side];
    if (span.hidden) return;
    const [start, extent, length] =
      side === 'rows' ? ['top', 'height', size.height] : ['left', 'width', size.width];
    const cell = /** @type {number} */ (length) / counts[side];
    span.style.setProperty(`${start}`, `${/** @type {number} */ (place) * cell - 1}px`);
    span.style.setProperty(`${extent}`, `${cell + 2}px`);
  }

  return {
    root,
    step,
    /**
     * @param {import('../types.js').TraceSummary} trace
     * @param {AxisSizes} axes
     */
    lay(trace, axes) {
      counts = shapeOf(step, trace);
      size = { width: axes[step.columns.size], height: axes[step.rows.size] };
      canvas.style.setProperty('width', `${size.width}px`);
      canvas.style.setProperty('height', `${size.height}px`);
      shape.textContent = `${grouped(counts.rows)} × ${grouped(counts.columns)}`;
    },

    /**
     * @param {import('./steps.js').StepMatrix} matrix
     * @param {'light' | 'dark'} theme
     */
    draw(matrix, theme) {
      const { palette } = step;
      const ratio = devicePixelRatio;
      const context = contextOf(canvas, size.width, size.height, ratio);
      const { width, height } = canvas;
      const table = palette === 'diverging' ? diverging(theme) : sequential(theme);
      drawHeatmap(
        context,
        matrix,
        {
          box: { x: 0, y: 0, width, height },
          cellWidth: width / matrix.columns,
          cellHeight: height / matrix.rows,
        },
        { table, palette, limit: matrix.limit, theme, ratio },
      );
    },

    /**
     * Marks a token's row everywhere, and a key's column where keys are columns.
     * @param {Hover} cell
     * @param {boolean} isCurrent  the step is the one shown large
     */
    show(cell, isCurrent) {
      const { rows, columns } = step;
      const tokenRow = columns.selects ? cell.query : (cell.query ?? cell.key);
      mark(
        'rows',
        rows.selects ? (rows.selects === 'key' ? (cell.key ?? tokenRow) : tokenRow) : undefined,
      );
      mark('columns', columns.selects ? cell[columns.selects] : undefined);
      if (isCurrent) root.setAttribute('aria-current', 'step');
      else root.removeAttribute('aria-current');
    },
  };
}
