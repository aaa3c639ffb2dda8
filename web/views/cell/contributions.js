/** What the row's keys add to the output: each key's weight beside the length of weight · v. */
import { about, short } from '../../render/number_text.js';
import { barPosition, colourOf, sequential } from '../../render/palette.js';
import { element } from '../dom.js';
import { numberElement, setNumber } from '../numbers.js';
import { tokenName } from './cell_facts.js';
import { listedKeys } from './listed_keys.js';

/** @typedef {import('./cell_facts.js').CellFacts} CellFacts */

/** Shown at first, and when all are asked for. */
const FEW = 3;
const MANY = 200;

/**
 * The length of weight · v of every key, rounded to float32.
 * @param {CellFacts} facts
 * @returns {Float32Array} N
 */
export function lengthsOf({ weights, values, trace: { headWidth } }) {
  return weights.map((weight, j) => {
    if (weight === 0) return 0;
    let squares = 0;
    for (let c = j * headWidth; c < (j + 1) * headWidth; c += 1) squares += values[c] ** 2;
    return weight * Math.sqrt(squares);
  });
}

function createItem() {
  const name = element('bdi', { class: 'share-name' });
  const bar = element('span', { class: 'share-bar', 'aria-hidden': 'true' });
  const weight = numberElement();
  const length = numberElement();
  const root = element(
    'li',
    {},
    name,
    bar,
    element('span', { class: 'share-weight' }, weight, ' · v'),
    element('span', { class: 'share-length' }, '‖', length, '‖'),
  );
  return { root, name, bar, weight, length };
}

/** @param {() => void} onChange */
export function createContributions(onChange) {
  const list = element('ol', {
    class: 'shares',
    'aria-label': 'Weight times value',
    'data-numbers': true,
  });
  const more = element('button', { type: 'button', class: 'link', 'aria-expanded': 'false' });
  const none = element('p', { class: 'soft', hidden: true }, 'Nothing is added: the output is 0.');
  const root = element('div', {}, list, more, none);
  /** @type {ReturnType<typeof createItem>[]} */
  const items = [];
  let open = false;
  more.addEventListener('click', () => {
    open = !open;
    more.setAttribute('aria-expanded', String(open));
    onChange();
  });

  return {
    root,
    /**
     * @param {CellFacts} facts
     * @param {'light' | 'dark'} theme
     */
    update(facts, theme) {
      const { weights, trace, selection } = facts;
      const { listed, more: rest } = listedKeys(weights, selection.key, open ? MANY : FEW);
      const lengths = lengthsOf(facts);
      const longest = Math.max(...listed.map((j) => lengths[j])) || 1;
      while (items.length > listed.length) items.pop()?.root.remove();
      while (items.length < listed.length) {
        items.push(createItem());
        list.append(items[items.length - 1].root);
      }
      listed.forEach((j, place) => {
        const item = items[place];
        item.root.classList.toggle('selected', j === selection.key);
        item.name.textContent = tokenName(trace, j);
        item.bar.style.setProperty('--share', `${weights[j] * 100}%`);
        item.bar.style.setProperty('--length', `${(lengths[j] / longest) * 100}%`);
        item.bar.style.setProperty(
          '--colour',
          colourOf(sequential(theme), barPosition(weights[j])),
        );
        setNumber(item.weight, weights[j], about(weights[j]));
        setNumber(item.length, lengths[j], short(lengths[j]));
      });
      none.hidden = listed.length > 0;
      const tail = rest > 0 && open ? ` of less than ${short(weights[listed[MANY - 1]])}` : '';
      more.hidden = rest <= 0 && !open;
      more.textContent = open ? `fewer${tail && ` (${rest} more${tail})`}` : `${rest} more`;
    },
  };
}
