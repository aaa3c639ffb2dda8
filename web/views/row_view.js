/** What the selected token attends to: its three largest weights, and how sharp its row is with the scale and without. */
import { about, grouped, percent, short } from '../render/number_text.js';
import { barPosition, colourOf, sequential } from '../render/palette.js';
import { weightsKey } from '../state/weights_key.js';
import { tokenName } from './cell/cell_facts.js';
import { listedKeys } from './cell/listed_keys.js';
import { element } from './dom.js';
import { term } from './terms.js';
import { attachNumbers, ensureTabStops, numberElement, setNumber } from './numbers.js';

/** @typedef {import('../types.js').Frame} Frame */

const SHOWN = 3;
/** Bits: a row so sure that more than nine tenths lie on one key. */
const SATURATED = 0.3;

/**
 * How spread out a row of weights is.
 * @param {Float32Array} weights
 * @returns {number} bits
 */
export const entropyOf = (weights) =>
  weights.reduce((bits, weight) => (weight > 0 ? bits - weight * Math.log2(weight) : bits), 0);

/**
 * What the two entropies say, and nothing that they do not: what the row would become with the other scale.
 * @param {number} shown  bits of the row as it is shown
 * @param {number} other  bits without the scale where it is 1/√d_k, else with it
 * @param {number} headWidth
 */
export function sharpnessWords(shown, other, headWidth) {
  if (short(other) === short(shown)) return headWidth === 1 ? 'the same, √d_k is 1' : 'no change';
  if (other > shown) return 'flatter';
  if (other < SATURATED && shown >= SATURATED) {
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
  const [bits, otherBits] = [numberElement(), numberElement()];
  const otherCase = element('span');
  const sentence = element('span');
  const comparison = element('span', {}, otherCase, ' ', otherBits);
  const entropy = element(
    'p',
    { class: 'soft' },
    ...[term('entropy'), ' ', bits, ' bits', comparison, sentence],
  );
  const mean = element('p', { class: 'soft' }, 'The mean of the heads; choose one for its scale.');
  const body = element(
    'div',
    { class: 'attends', 'data-numbers': true },
    title,
    list,
    entropy,
    mean,
  );
  root.append(body);
  attachNumbers(root);

  /** @type {Frame | null} */
  let drawn = null;

  /** @param {Frame} frame  @param {import('../types.js').Selection} selection */
  function drawBars({ trace, slice, theme }, selection) {
    const { length: n } = trace;
    const [slicename, ...indices] = weightsKey(selection);
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
    const keys = more === 1 ? 'one more key' : `${grouped(more)} more keys`;
    rest.textContent = more > 0 ? `${keys}: ${percent(Math.max(0, others))}` : '';
    if (listed.length === 0) rest.textContent = 'nothing: no key is allowed';
  }

  /** @param {Frame} frame  @param {import('../types.js').Selection} selection */
  function drawEntropy({ trace, slice }, { layer, head, query }) {
    const { length: n, headWidth, request } = trace;
    mean.hidden = head >= 0;
    const count =
      head < 0
        ? 0
        : slice('allowed')
            .subarray(query * n, (query + 1) * n)
            .reduce((sum, one) => sum + one, 0);
    entropy.hidden = count === 0;
    if (count === 0) return;
    const entropies = slice('entropies', layer, head);
    const [withRoot, without] = [entropies[query], entropies[n + query]];
    const isRoot = request.scale === 'sqrt';
    const ofNumber = () =>
      entropyOf(slice('weights', layer, head).subarray(query * n, (query + 1) * n));
    const shown = isRoot ? withRoot : request.scale === 'none' ? without : ofNumber();
    const other = isRoot ? without : withRoot;
    setNumber(bits, shown, about(shown));
    // Where one key gets all there is nothing to compare.
    comparison.hidden = count === 1;
    otherCase.textContent = `; ${isRoot ? 'without' : 'with'} ÷ √${headWidth}`;
    setNumber(otherBits, other, about(other));
    sentence.textContent =
      count === 1 ? ': only one key is allowed' : `, ${sharpnessWords(shown, other, headWidth)}`;
  }

  return {
    wants(_state, selection) {
      const { layer, head } = selection;
      const weights = weightsKey(selection);
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
