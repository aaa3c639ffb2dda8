/** The colours of the bigram's table, over the square root of the share, so that small shares show; and their legend. */
import { colourOf, sequential } from '../render/palette.js';
import { prepareCanvas } from '../views/canvas.js';
import { element } from '../views/dom.js';

/** @typedef {'light' | 'dark'} Theme */

const LEGEND = { width: 120, height: 10 };
/** Where the legend has a number: shares of 1. */
const TICKS = [0, 0.01, 0.1, 0.3, 1];

/** @type {Map<Theme, Uint8Array>} */
const tables = new Map();

/** @param {Theme} theme  @returns {Uint8Array} 256 colours for shares from 0 to 1 */
export function rootTable(theme) {
  let table = tables.get(theme);
  if (!table) {
    const even = sequential(theme);
    table = new Uint8Array(even.length);
    for (let i = 0; i < 256; i += 1) {
      const from = 3 * Math.round(255 * Math.sqrt(i / 255));
      table.set(even.subarray(from, from + 3), 3 * i);
    }
    tables.set(theme, table);
  }
  return table;
}

export function createShareLegend() {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const ticks = TICKS.map((tick) => {
    const label = element('span', {}, `${tick * 100}`);
    label.style.setProperty('left', `${Math.sqrt(tick) * 100}%`);
    return label;
  });
  const scale = element('span', { class: 'write-scale' }, canvas, ...ticks);
  const root = element(
    'div',
    { class: 'matrix-legend' },
    scale,
    element('span', {}, '% of the time; each row sums to 100 % over all words'),
  );
  return {
    root,
    /** @param {Theme} theme */
    draw(theme) {
      const context = prepareCanvas(canvas, LEGEND.width, LEGEND.height);
      const table = sequential(theme);
      for (let x = 0; x < LEGEND.width; x += 1) {
        context.fillStyle = colourOf(table, x / (LEGEND.width - 1));
        context.fillRect(x, 0, 1, LEGEND.height);
      }
    },
  };
}
