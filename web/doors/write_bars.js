/** The next word's probabilities as bars, most probable first. */
import { grouped, percent } from '../render/number_text.js';
import { barPosition, colourOf, sequential } from '../render/palette.js';
import { element } from '../views/dom.js';
import { barsOf } from './write_draw.js';

const SHOWN = 10;
const TICK = 'The tick │ is a word’s share before temperature, top-k and top-p.';

/**
 * @param {string} label
 * @param {((id: number) => void) | null} onChoose null: the words are only shown
 * @param {(id: number) => boolean} [canChoose]
 */
export function createWriteBars(label, onChoose, canChoose = () => true) {
  const list = element('ol', { class: 'shares write-bars', 'aria-label': label });
  const rest = element('p', { class: 'soft write-rest' });

  /**
   * @param {import('./write_draw.js').Bar} bar
   * @param {string} name
   * @param {boolean} isDrawn
   * @param {'light' | 'dark'} theme
   */
  function barOf({ id, share, raw }, name, isDrawn, theme) {
    const strip = element('span', { class: 'share-bar', 'aria-hidden': 'true' });
    strip.style.setProperty('--share', `${share * 100}%`);
    strip.style.setProperty('--raw', `${raw * 100}%`);
    strip.classList.toggle('was-other', share !== raw);
    strip.style.setProperty('--colour', colourOf(sequential(theme), barPosition(share)));
    const parts = [
      element('bdi', { class: 'share-name' }, name),
      strip,
      element('data', { class: 'number', value: share }, share > 0 ? percent(share) : '0'),
      element('span', { class: 'soft' }, isDrawn ? 'written' : share > 0 ? '' : 'cut off'),
    ];
    const title = share === raw ? '' : `Before temperature, top-k and top-p: ${percent(raw)}.`;
    const classes = `${isDrawn ? 'drawn' : ''} ${share > 0 ? '' : 'cut'}`.trim();
    if (!onChoose || !canChoose(id)) return element('li', { class: classes, title }, ...parts);
    const button = element('button', { type: 'button', 'data-id': id }, ...parts);
    button.title = isDrawn ? title : `Write “${name}” here. ${title}`.trim();
    return element('li', { class: classes }, button);
  }

  list.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    if (button) onChoose?.(Number(button.dataset.id));
  });

  return {
    nodes: [list, rest],
    /**
     * @param {{ raw: Float32Array, used: Float32Array } | null} known
     * @param {number | null} drawn
     * @param {(id: number) => string} nameOf
     * @param {'light' | 'dark'} theme
     */
    show(known, drawn, nameOf, theme) {
      if (!known) {
        list.replaceChildren();
        rest.textContent = 'counting pairs of words in 20,000 stories …';
        return;
      }
      const { bars, more, rest: share } = barsOf(known.raw, known.used, drawn, SHOWN);
      list.replaceChildren(
        ...bars.map((bar) => barOf(bar, nameOf(bar.id), bar.id === drawn, theme)),
      );
      const isOther = bars.some((bar) => bar.share !== bar.raw);
      rest.textContent = `${restText(more, share)} ${isOther ? TICK : ''}`.trim();
      rest.dataset.share = String(share);
    },
  };
}

/**
 * @param {number} more words that are not shown
 * @param {number} share of all of them
 */
function restText(more, share) {
  if (more === 0) return 'No other word is possible.';
  if (more === 1) return `One more word is possible, with ${percent(share)}.`;
  return `The other ${grouped(more)} words have ${percent(share)} together.`;
}
