/** What the large matrix's colours mean: the scale with its ends, the hatching, and the choice of range. */
import { spoken } from './caption_text.js';
import { fillHatch } from '../render/hatch.js';
import { colourOf, diverging, sequential } from '../render/palette.js';
import { element } from './dom.js';

/** @typedef {import('../types.js').Frame} Frame */

/** CSS pixels. */
const SCALE = { width: 88, height: 10 };
const SWATCH = { width: 14, height: 10 };

/** @param {HTMLCanvasElement} canvas  @param {{ width: number, height: number }} size  @param {number} ratio */
function sized(canvas, { width, height }, ratio) {
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.setProperty('width', `${width}px`);
  canvas.style.setProperty('height', `${height}px`);
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
}

/**
 * @param {import('../types.js').Actions} actions
 * @param {HTMLElement} beside  shown in the same line
 */
export function createLegend(actions, beside) {
  const low = element('span');
  const high = element('span');
  const scale = element('canvas', { 'aria-hidden': 'true' });
  const swatch = element('canvas', { 'aria-hidden': 'true' });
  const hatched = element('span', { class: 'legend-item' }, swatch, ' not allowed');
  const sums = element(
    'span',
    { class: 'legend-item legend-sums' },
    'each row sums to 1; a row with nothing allowed is all 0',
  );
  const near = element('span', { class: 'legend-item' }, '≈0 and ≈1 are rounded, 0 and 1 exact');
  const own = element('input', { type: 'checkbox', id: 'legend-own' });
  const choice = element('label', { class: 'legend-item' }, own, ' own maximum');
  const ends = element('span', { class: 'legend-item' }, low, ' ', scale, ' ', high);
  const root = element(
    'div',
    { class: 'matrix-legend' },
    ends,
    hatched,
    choice,
    beside,
    sums,
    near,
  );
  own.addEventListener('change', () => actions.setView({ range: own.checked ? 'own' : 'fixed' }));
  let drawn = '';

  return {
    root,
    /**
     * @param {import('./steps.js').Step} step
     * @param {import('./steps.js').StepMatrix} matrix
     * @param {Frame} frame
     */
    update(step, matrix, frame) {
      const { theme } = frame;
      const signed = step.palette === 'diverging';
      low.textContent = signed ? spoken(-matrix.limit) : '0';
      high.textContent = matrix.limit === 1 && !signed ? '1' : spoken(matrix.limit);
      hatched.hidden = !step.masked;
      for (const item of [sums, near, choice]) item.hidden = step.name !== 'weights';
      own.checked = frame.state.view.range === 'own';
      const ratio = devicePixelRatio;
      if (drawn === `${signed} ${theme} ${ratio}`) return;
      drawn = `${signed} ${theme} ${ratio}`;
      const table = signed ? diverging(theme) : sequential(theme);
      const context = sized(scale, SCALE, ratio);
      for (let x = 0; x < scale.width; x += 1) {
        context.fillStyle = colourOf(table, x / (scale.width - 1));
        context.fillRect(x, 0, 1, scale.height);
      }
      const box = {
        x: 0,
        y: 0,
        width: Math.round(SWATCH.width * ratio),
        height: Math.round(10 * ratio),
      };
      fillHatch(sized(swatch, SWATCH, ratio), box, theme, ratio);
    },
  };
}
