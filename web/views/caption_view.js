/** The sentence under the large matrix, and the reverse cell on request. */
import { captionOf, plainText, reverseOf } from './caption_text.js';
import { element } from './dom.js';

/** @typedef {import('./caption_text.js').CellFacts} CellFacts */
/** @typedef {import('./caption_text.js').Piece} Piece */

/** @param {Element} parent  @param {Piece[]} pieces */
function write(parent, pieces) {
  parent.replaceChildren(
    ...pieces.map((piece) =>
      typeof piece === 'string' ? piece : element('strong', {}, element('bdi', {}, piece.strong)),
    ),
  );
}

/** @param {import('../types.js').Actions} actions */
export function createCaption(actions) {
  const sentence = element('span', { id: 'matrix-caption' });
  const reverse = element('span', { class: 'matrix-reverse' });
  const button = element(
    'button',
    { type: 'button', class: 'matrix-small', 'aria-pressed': 'false' },
    'reverse cell',
  );
  const root = element('p', { class: 'matrix-caption' }, sentence, ' ', reverse);
  let wanted = false;
  /** @type {CellFacts | null} */
  let shown = null;

  const draw = () => {
    if (!shown) return;
    write(sentence, captionOf(shown));
    const hasReverse = shown.step.columns.selects === 'key';
    button.hidden = !hasReverse;
    button.setAttribute('aria-pressed', String(wanted));
    write(reverse, wanted && hasReverse ? reverseOf(shown) : []);
  };
  button.addEventListener('click', () => {
    wanted = !wanted;
    draw();
    if (wanted && shown) actions.announce(plainText(reverseOf(shown)));
  });

  return {
    root,
    /** Stands in the legend's line, where there is room. */
    button,
    /** @param {CellFacts} facts */
    update(facts) {
      shown = facts;
      draw();
    },
  };
}
