/** The second way to see all weights on the text: every query on the left tied to every key on the right. */
import { drawLines, lineEndAt, lineRowHeight } from '../render/lines.js';
import { colourOf, sequential } from '../render/palette.js';
import { visibleText } from '../render/visible_text.js';
import { prepareCanvas } from './canvas.js';
import { element } from './dom.js';

/** @typedef {import('../types.js').Frame} Frame */

const WIDEST = 560;

/** @param {(selection: { query: number } | { key: number }) => void} onSelect */
export function createTokenLines(onSelect) {
  const canvas = element('canvas', {
    role: 'img',
    'aria-label':
      'Every token twice, as query on the left and as key on the right, tied by lines as strong as the weight',
  });
  const heads = element('p', { class: 'soft lines-heads' });
  heads.append(element('span', {}, 'query'), element('span', {}, 'key'));
  const panel = element('div', { class: 'lines-panel', hidden: true }, heads, canvas);
  let size = { width: 0, rowHeight: 1, length: 0 };

  canvas.addEventListener('click', ({ offsetX, offsetY }) => {
    const end = lineEndAt({ x: offsetX, y: offsetY }, size);
    if (end) onSelect(end);
  });

  /** @param {Frame} frame */
  function draw(frame) {
    const { trace, selection, theme } = frame;
    panel.hidden = !frame.state.view.lines || !selection;
    if (panel.hidden || !selection) return;
    const style = getComputedStyle(panel);
    const width = Math.min(panel.clientWidth, WIDEST);
    const rowHeight = lineRowHeight(trace.length);
    size = { width, rowHeight, length: trace.length };
    const { layer, head, query } = selection;
    const weights =
      head < 0 ? frame.slice('meanWeights', layer) : frame.slice('weights', layer, head);
    const table = sequential(theme);
    const context = prepareCanvas(canvas, width, Math.ceil(rowHeight * trace.length));
    const labels = trace.tokens.map(({ text }) => visibleText(text));
    drawLines(
      context,
      { weights, labels, query },
      {
        width,
        rowHeight,
        font: `13px ${style.fontFamily}`,
        ink: style.color,
        accent: style.getPropertyValue('--accent'),
        colour: (weight) => colourOf(table, weight),
      },
    );
  }

  return { panel, draw };
}
