/** A model's most probable words as bars with their numbers; a click on one takes it into the text. */
import { percent } from '../render/number_text.js';
import { barPosition, colourOf, sequential } from '../render/palette.js';
import { element } from './dom.js';
import { END, withoutSign } from './spelling.js';

/** The ids below it are [MASK], the end of a story, and what is no known character. */
const FIRST_WRITABLE = 3;

/**
 * The most probable words.
 * @param {Float32Array} probabilities V
 * @param {number} count
 * @returns {number[]} ids, most probable first
 */
export function mostProbable(probabilities, count) {
  /** @type {number[]} */
  const best = [];
  probabilities.forEach((probability, id) => {
    const place = best.findIndex((other) => probabilities[other] < probability);
    if (place < 0 && best.length >= count) return;
    best.splice(place < 0 ? best.length : place, 0, id);
    best.length = Math.min(best.length, count);
  });
  return best;
}

/**
 * @param {HTMLElement} list
 * @param {(id: number) => void} onChoose
 */
export function createWordBars(list, onChoose) {
  list.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    if (button) onChoose(Number(button.dataset.id));
  });

  /** Its bar, made anew only where it must be another kind of element. @param {number} place @param {'button' | 'span'} tag */
  function barAt(place, tag) {
    const item = list.children[place] ?? list.appendChild(element('li'));
    if (item.firstElementChild?.localName !== tag) {
      item.replaceChildren(
        element(
          tag,
          { class: 'word-bar', ...(tag === 'button' && { type: 'button' }) },
          element('bdi', { class: 'share-name' }),
          element('span', { class: 'share-bar', 'aria-hidden': 'true' }),
          // The space is read between the word and its number.
          ' ',
          element('span', { class: 'number' }),
        ),
      );
    }
    return /** @type {HTMLElement} */ (item.firstElementChild);
  }

  return {
    /**
     * @param {Float32Array} probabilities V
     * @param {number} count
     * @param {string[]} words V
     * @param {'light' | 'dark'} theme
     * @param {(word: string) => string} titleOf what a click does
     */
    show(probabilities, count, words, theme, titleOf) {
      const best = mostProbable(probabilities, count);
      while (list.children.length > best.length) list.lastElementChild?.remove();
      best.forEach((id, place) => {
        const isWritable = id >= FIRST_WRITABLE;
        const root = barAt(place, isWritable ? 'button' : 'span');
        const [name, bar, share] = /** @type {HTMLElement[]} */ ([...root.children]);
        name.textContent = id === END ? 'the end' : withoutSign(words[id]);
        root.dataset.id = String(id);
        root.title = isWritable ? titleOf(name.textContent) : '';
        bar.style.setProperty('--share', `${probabilities[id] * 100}%`);
        const position = barPosition(probabilities[id]);
        bar.style.setProperty('--colour', colourOf(sequential(theme), position));
        share.textContent = percent(probabilities[id]);
      });
    },
  };
}
