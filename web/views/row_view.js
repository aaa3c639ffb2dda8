/** What the selected token attends to: its three largest weights, and how sharp its row is with the scale and without. */
import { about, percent, short } from '../render/number_text.js';
import { colourOf, sequential } from '../render/palette.js';
import { barPosition, listedKeys } from './cell/contributions.js';
import { tokenName } from './cell/cell_facts.js';
import { element } from './dom.js';
import { attachNumbers, ensureTabStops, numberElement, setNumber } from './numbers.js';

/** @typedef {import('../types.js').Frame} Frame */

const SHOWN = 3;
/** Bits: a row so sure that more than nine tenths lie on one key. */
const SATURATED = 0.3;

/** @param {import('../types.js').Selection} selection  @returns {import('../types.js').SliceKey} */
const weightsOf = ({ layer, head }) =>
  head < 0 ? ['meanWeights', layer] : ['weights', layer, head];

/**
 * What the two entropies say, and nothing that they do not: what the row becomes without the scale.
 * @param {number} scaled  bits with 1/√d_k
 * @param {number} plain  bits without a scale
 * @param {number} headWidth
 * @param {number} allowedKeys
 */
export function sharpnessWords(scaled, plain, headWidth, allowedKeys) {
  if (allowedKeys === 0) return 'no key is allowed';
  if (allowedKeys === 1) return 'only one key is allowed';
  if (headWidth === 1) return 'the same, √d_k is 1';
  if (short(plain) === short(scaled)) return 'no change';
  if (plain > scaled) return 'flatter';
  if (plain < SATURATED && scaled >= SATURATED) {
    return 'sharper, the softmax saturates: almost all goes to one key';
  }
  return 'sharper';
}

function createBar() {
  const name = element('bdi', { class: 'share-name' });
  const bar = element('span', { class: 'share-bar', 'aria-hidden': 'true' });
  const weight = numberElement();
  return { root: element('li', {}, name, bar, weight), name, bar, weight };
}

/** @type {import('../types.js').CreateView} */
export function createRowView(root) {
  const name = element('bdi');
  const rest = element('span', { class: 'soft' });
  const title = element('div', { class: 'row-head' }, element('h2', {}, name, ' attends to'), rest);
  const bars = Array.from({ length: SHOWN }, createBar);
  const list = element('ol', { class: 'shares' }, ...bars.map((bar) => bar.root));
  const [scaled, plain] = [numberElement(), numberElement()];
  const width = element('span');
  const sentence = element('span');
  const entropy = element(
    'p',
    { class: 'soft' },
    ...['entropy ', scaled, ' bits, without ÷ √', width, ' ', plain, ': ', sentence],
  );
  const mean = element('p', { class: 'soft' }, 'The mean of the heads; choose one for its scale.');
  const body = element('div', { 'data-numbers': true }, title, list, entropy, mean);
  root.append(body);
  attachNumbers(root);

  /** @type {Frame | null} */
  let drawn = null;

  /** @param {Frame} frame  @param {import('../types.js').Selection} selection */
  function drawBars({ trace, slice, theme }, selection) {
    const { length: n } = trace;
    const [slicename, ...indices] = weightsOf(selection);
    const all = slice(/** @type {'weights'} */ (slicename), ...indices);
    const row = all.subarray(selection.query * n, (selection.query + 1) * n);
    const { listed, more } = listedKeys(row, -1, SHOWN);
    name.textContent = tokenName(trace, selection.query);
    bars.forEach((bar, place) => {
      const key = listed[place];
      bar.root.hidden = key === undefined;
      if (key === undefined) return;
      bar.name.textContent = tokenName(trace, key);
      bar.bar.style.setProperty('--share', `${row[key] * 100}%`);
      bar.bar.style.setProperty('--colour', colourOf(sequential(theme), barPosition(row[key])));
      setNumber(bar.weight, row[key], about(row[key]));
    });
    const others = 1 - listed.reduce((sum, key) => sum + row[key], 0);
    const keys = more === 1 ? 'one more key' : `${more.toLocaleString('en')} more keys`;
    rest.textContent = more > 0 ? `${keys}: ${percent(Math.max(0, others))}` : '';
    if (listed.length === 0) rest.textContent = 'nothing: no key is allowed';
  }

  /** @param {Frame} frame  @param {import('../types.js').Selection} selection */
  function drawEntropy({ trace, slice }, { layer, head, query }) {
    entropy.hidden = head < 0;
    mean.hidden = head >= 0;
    if (head < 0) return;
    const { length: n, headWidth } = trace;
    const entropies = slice('entropies', layer, head);
    const allowed = slice('allowed').subarray(query * n, (query + 1) * n);
    const [withScale, without] = [entropies[query], entropies[n + query]];
    width.textContent = String(headWidth);
    setNumber(scaled, withScale, about(withScale));
    setNumber(plain, without, about(without));
    const count = allowed.reduce((sum, one) => sum + one, 0);
    sentence.textContent = sharpnessWords(withScale, without, headWidth, count);
  }

  return {
    wants(_state, selection) {
      const { layer, head } = selection;
      const weights = weightsOf(selection);
      return head < 0 ? [weights] : [weights, ['entropies', layer, head], ['allowed']];
    },

    update(frame) {
      const before = drawn;
      drawn = frame;
      const { selection } = frame;
      body.hidden = !selection;
      if (!selection) return;
      const same =
        before?.trace.id === frame.trace.id &&
        before.theme === frame.theme &&
        before.state.view === frame.state.view;
      if (same) return;
      drawBars(frame, selection);
      drawEntropy(frame, selection);
      ensureTabStops(root);
    },
  };
}
