/** The writer's text as chips: the prompt's words, the written ones to select, and the place of the next one. */
import { colourOf, inkOn, sequential } from '../render/palette.js';
import { createChipArcs } from '../views/chip_arcs.js';
import { chipAfter } from '../views/chips.js';
import { element } from '../views/dom.js';
import { END, spelled, withoutSign } from '../views/spelling.js';

/** @typedef {import('./write_story.js').Word} Word */

/** @param {(index: number) => void} onSelect */
export function createWriteChips(onSelect) {
  const list = element('ul', { class: 'chips', 'aria-label': 'Text by the writer' });
  const stage = element('div', { class: 'chips-stage' }, list);
  const next = element('button', { type: 'button', class: 'chip write-next' }, '…');
  next.setAttribute('aria-label', 'the next word');
  const nextItem = element('li', {}, next);
  /** One for each word, then the next one's. @type {HTMLElement[]} */
  const chips = [];
  const arcs = createChipArcs(stage, list, chips, () => {});
  /** @type {readonly Word[]} */
  let shown = [];
  /** @type {(() => void) | null} */
  let drawArcs = null;

  list.addEventListener('click', (event) => {
    const chip = /** @type {Element} */ (event.target).closest('button.chip');
    if (chip) onSelect(chips.indexOf(/** @type {HTMLElement} */ (chip)));
  });
  // One stop of the Tab key for all chips.
  list.addEventListener('keydown', (event) => {
    const buttons = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('button.chip')]);
    const at = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
    const to = chipAfter(event.key, at, buttons.length, false);
    if (!(to in buttons)) return;
    event.preventDefault();
    buttons[to].focus();
    onSelect(chips.indexOf(buttons[to]));
  });
  new ResizeObserver(() => {
    arcs.measure();
    drawArcs?.();
  }).observe(stage);

  /** @param {Word} word  @param {string} added to the text */
  function itemOf({ id, text, origin, unknown }, added) {
    const label = id === END ? 'end' : added.trim() || withoutSign(text);
    const given = origin === 'prompt';
    const classes = ['chip', origin, id === END ? 'write-end' : '', unknown ? 'unknown' : ''];
    const attributes = { class: classes.join(' ').trim() };
    const chip = given
      ? element('span', attributes, id === END ? 'a new story' : label)
      : element('button', { ...attributes, type: 'button', tabindex: -1 }, label);
    return { chip, item: element('li', {}, chip) };
  }

  return {
    root: stage,

    /**
     * What is there already stays: only what differs is made anew.
     * @param {readonly Word[]} words
     * @param {number} promptCount
     * @param {string} prompt
     */
    setWords(words, promptCount, prompt) {
      let same = 0;
      while (same < Math.min(words.length, shown.length) && words[same] === shown[same]) same += 1;
      const written = spelled(words.slice(promptCount), prompt);
      const keep = chips.slice(0, same);
      list.replaceChildren(...itemsOf(keep));
      chips.length = 0;
      chips.push(...keep);
      words.slice(same).forEach((word, offset) => {
        const index = same + offset;
        const { chip, item } = itemOf(word, written[index - promptCount] ?? word.text);
        chips.push(chip);
        list.append(item, ...breakAfter(word));
      });
      chips.push(next);
      list.append(nextItem);
      shown = words.slice();
      arcs.measure();
      if (same < words.length) stage.scrollTop = stage.scrollHeight;
    },

    /**
     * @param {number} selected the word, or the place of the next one
     * @param {ArrayLike<number>} weights of the words before it, the last ones
     * @param {'light' | 'dark'} theme
     */
    shade(selected, weights, theme) {
      const table = sequential(theme);
      const start = selected - weights.length;
      const row = new Float32Array(chips.length);
      row.set(Array.from(weights).slice(Math.max(0, -start)), Math.max(0, start));
      chips.forEach((chip, index) => {
        const inRow = index >= start && index < selected;
        chip.style.setProperty('--chip', inRow ? colourOf(table, row[index]) : '');
        chip.style.setProperty('--chip-ink', inRow ? inkOn(table, row[index]) : '');
        chip.classList.toggle('asked', index === selected - 1);
        chip.classList.toggle('unseen-by-row', !inRow && index !== selected);
        if (chip.tagName !== 'BUTTON') return;
        chip.setAttribute('aria-pressed', String(index === selected));
        chip.tabIndex = index === selected ? 0 : -1;
      });
      drawArcs = () => arcs.draw(row, selected - 1, theme);
      drawArcs();
      arcs.reveal(selected);
    },
  };
}

/** @param {HTMLElement[]} chips  @returns {Element[]} their places in the list, lines' ends included */
function itemsOf(chips) {
  return chips.flatMap((chip) => {
    const item = /** @type {Element} */ (chip.parentElement);
    const after = item.nextElementSibling;
    return after?.matches('.write-break') ? [item, after] : [item];
  });
}

/** @param {Word} word */
function breakAfter({ id, origin }) {
  const ends = id === END && origin !== 'prompt';
  return ends ? [element('li', { class: 'write-break', 'aria-hidden': 'true' })] : [];
}
