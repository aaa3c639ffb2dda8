/** What a writer would write behind the sentence, as a line of bars under its chips: a click takes the word. */
import { element } from './dom.js';
import { putWord } from './put_word.js';
import { createWordBars } from './word_bars.js';

/** @typedef {import('../types.js').Frame} Frame */

const SHOWN = 5;

/** @type {import('../types.js').CreateView} root holds the line below the chips */
export function createNextWords(root, actions) {
  const list = element('ol', { class: 'next-words', 'aria-label': 'Next words' });
  const line = element(
    'div',
    { class: 'next-line', hidden: true },
    element('span', { class: 'soft' }, 'next word'),
    list,
  );
  root.querySelector('.try')?.prepend(line);
  /** What the bars are of. @type {Frame['trace'] | null} */
  let shown = null;
  /** @type {{ trace: Frame['trace'], theme: Frame['theme'] } | null} */
  let wanted = null;
  const bars = createWordBars(list, (id) => {
    if (!shown?.facts || shown !== wanted?.trace) return;
    const { tokens, request, facts } = shown;
    const word = { id, text: facts.words[id] };
    actions.setRequest({ text: putWord(request.text, tokens, tokens.length, word) });
    actions.select({ query: tokens.length }, { history: 'replace' });
  });

  /** @param {Frame} frame */
  async function draw({ trace, theme }) {
    const { words = [] } = trace.facts ?? {};
    try {
      const probabilities = await actions.fetchSlice('probabilities', trace.length - 1);
      if (wanted?.trace !== trace || wanted.theme !== theme) return;
      shown = trace;
      bars.show(
        probabilities,
        SHOWN,
        words,
        theme,
        (word) => `Write “${word}” behind the sentence`,
      );
      line.hidden = false;
    } catch (error) {
      // A newer trace brings its own.
      if (/** @type {Error} */ (error).name !== 'AbortError') throw error;
    }
  }

  return {
    wants: () => [],
    update(frame) {
      const { trace, theme, stale } = frame;
      if (trace.facts?.kind !== 'writer' || trace.length === 0 || stale) {
        line.hidden = true;
        wanted = null;
        return;
      }
      if (wanted?.trace === trace && wanted.theme === theme) return;
      wanted = { trace, theme };
      draw(frame);
    },
  };
}
