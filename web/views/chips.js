/** The text's tokens as a list of buttons, shaded by how much the selected token attends to each. */
import { colourOf, inkOn, sequential } from '../render/palette.js';
import { visibleText } from '../render/visible_text.js';
import { grouped } from '../render/number_text.js';
import { setOrRemove } from './control.js';
import { element } from './dom.js';
import { selectedRow } from './selected_row.js';

/**
 * @typedef {import('../types.js').Frame} Frame
 * @typedef {import('../types.js').PageToken} PageToken
 * @typedef {import('../types.js').Hover} Hover
 */

/** Longer texts show this many chips and say how many more there are. */
export const MOST_CHIPS = 500;
/** Letters of a token that may not fit on a phone's line. */
const LONG = 24;
/** So many letters fit into any line, even the widest ones. */
const SURELY_FITS = 12;

/**
 * @param {object} parts
 * @param {string} [parts.id] of the list
 * @param {(query: number) => void} parts.onSelect
 * @param {(hover: Hover | null) => void} parts.onHover
 */
export function createChips({ id = 'text-tokens', onSelect, onHover }) {
  const list = element('ul', {
    id,
    class: 'chips',
    'aria-label': 'Tokens',
    dir: 'auto',
  });
  const more = element('p', { class: 'soft', hidden: true });
  /** @type {HTMLButtonElement[]} */
  const chips = [];
  /** @type {number[]} */
  let hovered = [];

  /** @param {Event} event */
  function indexOf(event) {
    const chip = /** @type {Element} */ (event.target).closest('button.chip');
    return chip ? chips.indexOf(/** @type {HTMLButtonElement} */ (chip)) : -1;
  }

  list.addEventListener('click', (event) => {
    const index = indexOf(event);
    if (index >= 0) onSelect(index);
  });
  for (const type of ['pointerover', 'focusin']) {
    list.addEventListener(type, (event) => {
      const index = indexOf(event);
      onHover(index < 0 ? null : { query: index });
    });
  }
  for (const type of ['pointerleave', 'focusout']) list.addEventListener(type, () => onHover(null));

  // One stop of the Tab key for all chips; arrows go from chip to chip as they stand on screen.
  list.addEventListener('keydown', (event) => {
    const rightToLeft = getComputedStyle(list).direction === 'rtl';
    const next = chipAfter(event.key, indexOf(event), chips.length, rightToLeft);
    if (!(next in chips)) return;
    event.preventDefault();
    setTabStop(next);
    chips[next].focus();
  });

  /** @param {number} index */
  function setTabStop(index) {
    chips.forEach((chip, each) => {
      const tabIndex = each === index ? 0 : -1;
      if (chip.tabIndex !== tabIndex) chip.tabIndex = tabIndex;
    });
  }

  /** @param {PageToken[]} tokens */
  function setTokens(tokens) {
    const shown = tokens.slice(0, MOST_CHIPS);
    while (chips.length > shown.length) chips.pop()?.parentElement?.remove();
    while (chips.length < shown.length) {
      const label = element('span', { class: 'chip-text' });
      const chip = element('button', { type: 'button', class: 'chip' }, label);
      chips.push(chip);
      list.append(element('li', {}, chip));
    }
    shown.forEach(({ id, text, unknown }, index) => {
      const chip = chips[index];
      const label = visibleText(text);
      if (chip.textContent !== label) {
        /** @type {Element} */ (chip.firstElementChild).textContent = label;
        // What may be wider than a line the style sheet cuts; a cut of each word would cost a layer's work each.
        chip.classList.toggle('wide', label.length > SURELY_FITS);
        chip.title = label.length > LONG ? label : '';
      }
      chip.classList.toggle('unknown', Boolean(unknown));
      // Shown by the style sheet on hover, focus and selection; read out with the chip.
      const name = id < 0 ? '' : `id ${id}`;
      if ((chip.dataset.id ?? '') !== name) setOrRemove(chip, 'data-id', name);
      const description = unknown ? `${name}, a piece of a word this model does not know` : name;
      setOrRemove(chip, 'aria-description', description);
    });
    const rest = tokens.length - shown.length;
    more.hidden = rest === 0;
    more.textContent = rest > 0 ? `and ${grouped(rest)} more` : '';
  }

  /**
   * @param {number} query the selected token
   * @param {number} key the one that it asks; −1: none
   */
  function mark(query, key) {
    setTabStop(Math.min(query, chips.length - 1));
    chips.forEach((chip, index) => {
      chip.setAttribute('aria-pressed', String(index === query));
      chip.classList.toggle('asked', index === key);
    });
  }

  /** @param {Frame} frame */
  function shade(frame) {
    const row = selectedRow(frame);
    if (!row) return;
    mark(frame.selection?.query ?? 0, frame.selection?.key ?? -1);
    const table = sequential(frame.theme);
    const full = frame.state.view.range === 'own' ? Math.max(...row.weights) || 1 : 1;
    chips.forEach((chip, index) => {
      const share = row.weights[index] / full;
      const masked = row.allowed[index] === 0;
      chip.style.setProperty('--chip', masked ? '' : colourOf(table, share));
      chip.style.setProperty('--chip-ink', masked ? '' : inkOn(table, share));
      chip.classList.toggle('masked', masked);
    });
  }

  /** @param {Hover | null} hover */
  function highlight(hover) {
    for (const index of hovered) chips[index]?.classList.remove('hovered');
    hovered = [hover?.query ?? -1, hover?.key ?? -1];
    for (const index of hovered) chips[index]?.classList.add('hovered');
  }

  return { list, more, chips, setTokens, mark, shade, highlight };
}

/**
 * @param {string} key
 * @param {number} index
 * @param {number} count
 * @param {boolean} rightToLeft
 * @returns {number} −1 where the key means something else
 */
export function chipAfter(key, index, count, rightToLeft) {
  const forward = rightToLeft ? 'ArrowLeft' : 'ArrowRight';
  const backward = rightToLeft ? 'ArrowRight' : 'ArrowLeft';
  if (key === forward) return Math.min(index + 1, count - 1);
  if (key === backward) return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : -1;
}
