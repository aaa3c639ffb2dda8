/** Hides the selected word from a model that restores words, and puts it back. */
import { tokenName } from './cell/cell_facts.js';
import { setOrRemove } from './control.js';
import { element } from './dom.js';
import { wordRange } from './put_word.js';
import { MASK } from './spelling.js';

/** @typedef {import('../types.js').Frame} Frame */

/** Whether the model restores hidden words. @param {Frame['trace']} trace */
const restoresWords = ({ facts }) => facts?.kind === 'reader';

/**
 * A button below the chips, and a key on each of them.
 * @type {import('../types.js').CreateView} root holds the chips and the line below them
 */
export function createHideWord(root, actions) {
  const chips = /** @type {HTMLElement} */ (root.querySelector('.chips'));
  const button = element('button', { type: 'button', class: 'link', hidden: true });
  root.querySelector('.try')?.prepend(button);
  /** The texts before a word was hidden, by the text and the place after it. @type {Map<string, string>} */
  const before = new Map();
  /** @type {Frame | null} */
  let drawn = null;

  /** @param {string} text  @param {number} query */
  const keyOf = (text, query) => `${query} ${text}`;

  /** What is hidden there, where it was hidden here. @param {Frame} frame  @param {number} query */
  const earlierText = ({ trace }, query) => before.get(keyOf(trace.request.text, query));

  /** @param {string} text  @param {number} query  @param {string} said */
  function change(text, query, said) {
    actions.setRequest({ text }, { history: 'push' });
    actions.select({ query }, { history: 'replace' });
    actions.announce(said);
  }

  /** @param {number} query */
  function hide(query) {
    if (!drawn || drawn.stale || !restoresWords(drawn.trace)) return;
    const { tokens, request } = drawn.trace;
    if (tokens[query].text === MASK) return;
    const { start, end } = wordRange(tokens, query);
    const text = request.text.slice(0, start) + MASK + request.text.slice(end);
    // The pieces of an unknown word become one token.
    const place = tokens.findIndex(({ utf16Start }) => utf16Start === start);
    before.set(keyOf(text, place), request.text);
    change(text, place, `“${request.text.slice(start, end)}” is hidden.`);
  }

  button.addEventListener('click', () => {
    if (!drawn?.selection) return;
    const { query } = drawn.selection;
    const earlier = earlierText(drawn, query);
    if (earlier === undefined) hide(query);
    else change(earlier, query, 'The word is back.');
  });

  chips.addEventListener('keydown', (event) => {
    const item = /** @type {Element} */ (event.target).closest('li');
    if (event.key === 'Delete' && item) hide([...chips.children].indexOf(item));
  });

  return {
    wants: () => [],
    update(frame) {
      const { trace, selection } = frame;
      if (drawn?.trace !== trace) {
        const keys = restoresWords(trace) ? 'Delete' : '';
        for (const chip of chips.querySelectorAll('button.chip')) {
          setOrRemove(chip, 'aria-keyshortcuts', keys);
        }
      }
      drawn = frame;
      const query = selection?.query ?? 0;
      const isHidden = trace.tokens[query]?.text === MASK;
      const earlier = earlierText(frame, query);
      button.hidden = !selection || !restoresWords(trace) || (isHidden && earlier === undefined);
      if (button.hidden) return;
      if (!isHidden) {
        const { start, end } = wordRange(trace.tokens, query);
        const isWhole = trace.tokens[query].utf16End - trace.tokens[query].utf16Start < end - start;
        const name = isWhole ? trace.request.text.slice(start, end) : tokenName(trace, query);
        button.textContent = `hide “${name}” (${MASK})`;
        return;
      }
      const { utf16Start, utf16End } = trace.tokens[query];
      const rest = trace.request.text.length - utf16End;
      const word = earlier?.slice(utf16Start, earlier.length - rest);
      button.textContent = `put “${word}” back`;
    },
  };
}
