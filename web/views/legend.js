/** What the large matrix's colours mean: the scale with its ends, the hatching, and the choice of range. */
import { spoken } from './caption_text.js';
import { PERIOD, THICKNESS } from '../render/hatch.js';
import { colourOf, cssOf, diverging, hatchColours, sequential } from '../render/palette.js';
import { element } from './dom.js';

/** @typedef {import('../types.js').Frame} Frame */

/** Every third colour of the palette: with straight lines between them no colour is off by more than 3 of 255. */
const STOPS = 85;

/** @param {Uint8Array} table */
function scaleOf(table) {
  const stops = Array.from({ length: STOPS + 1 }, (_, i) => colourOf(table, i / STOPS));
  return `linear-gradient(to right, ${stops})`;
}

/** The matrices' hatching; what they count along a row is here across the lines. @param {'light' | 'dark'} theme */
function hatching(theme) {
  const { line, ground } = hatchColours(theme);
  const [thickness, period] = [THICKNESS, PERIOD].map((along) => `${along * Math.SQRT1_2}px`);
  return `repeating-linear-gradient(135deg, ${cssOf(line)} 0 ${thickness}, ${cssOf(ground)} ${thickness} ${period})`;
}

/**
 * @param {import('../types.js').Actions} actions
 * @param {HTMLElement} beside  shown in the same line
 */
export function createLegend(actions, beside) {
  const low = element('span');
  const high = element('span');
  // Not canvases: a page of twenty embeds has enough of these to paint.
  const scale = element('span', { class: 'legend-scale' });
  const swatch = element('span', { class: 'legend-hatch' });
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
      if (drawn === `${signed} ${theme}`) return;
      drawn = `${signed} ${theme}`;
      const table = signed ? diverging(theme) : sequential(theme);
      scale.style.setProperty('background-image', scaleOf(table));
      swatch.style.setProperty('background-image', hatching(theme));
    },
  };
}
