/** Where the parts of the bigram stand, and its sentences. */
import { percent } from '../render/number_text.js';
import { createChips } from '../views/chips.js';
import { element } from '../views/dom.js';
import { END } from '../views/spelling.js';
import { createWriteBars } from './write_bars.js';
import { createBigramMatrix } from './write_matrix.js';

/**
 * @typedef {object} BigramParts
 * @property {(id: number) => string} nameOf
 * @property {(text: string) => void} announce
 * @property {(query: number) => void} select a word of the sentence
 * @property {(id: number) => void} choose a word to write behind it
 */

const EXPLANATION =
  'A bigram has no attention: no queries, no keys, no heads, no matrix of weights. It sees one token of context, the last one, and all that it knows is how often each word followed another in 20,000 stories of the kind that the reader and the writer learned from.';

/**
 * @param {HTMLElement} root
 * @param {BigramParts} parts
 */
export function createBigramLayout(root, { nameOf, announce, select, choose }) {
  const chips = createChips({ id: 'bigram-tokens', onSelect: select, onHover: () => {} });
  const matrix = createBigramMatrix(nameOf, announce, 'bigram');
  const bars = createWriteBars('The bigram’s next word', choose, (id) => id !== END);
  const heading = element('h3');
  const caption = element('p', { class: 'write-caption', role: 'status' });
  const scores = element('p', { class: 'soft' });
  root.append(
    element('h2', {}, 'The bigram'),
    element('p', { class: 'bigram-why' }, EXPLANATION),
    element('div', { class: 'chips-stage' }, chips.list, chips.more),
    element(
      'div',
      { class: 'write-below' },
      matrix.root,
      element(
        'div',
        {},
        element('div', { class: 'row-head' }, heading),
        caption,
        ...bars.nodes,
        scores,
      ),
    ),
  );

  return {
    /** @param {import('../types.js').ModelFacts} facts of the writer, which was measured beside it */
    setFacts({ scores: measured }) {
      const perplexity = measured?.perplexity;
      if (!perplexity) return;
      const [bigram, writer] = [perplexity.bigram, perplexity.writer].map((value) =>
        value.toFixed(1),
      );
      scores.textContent = `On new stories the bigram hesitates between ${bigram} words on average; the writer, which attends to all words before, between ${writer}.`;
    },
    setCounts: matrix.setCounts,

    /**
     * @param {import('../types.js').PageToken[]} tokens
     * @param {number} query
     */
    setTokens(tokens, query) {
      chips.setTokens(tokens);
      chips.mark(query, -1);
      const name = tokens[query] ? `“${tokens[query].text}”` : 'the beginning';
      heading.textContent = `What follows ${name}?`;
    },

    /**
     * @param {import('../types.js').PageToken[]} tokens
     * @param {number} query
     * @param {Float32Array} probabilities V: of the word after it
     * @param {'light' | 'dark'} theme
     */
    draw(tokens, query, probabilities, theme) {
      const last = tokens[query]?.id ?? END;
      const next = tokens[query + 1]?.id ?? null;
      const likely = probabilities.indexOf(Math.max(...probabilities));
      bars.show({ raw: probabilities, used: probabilities }, next, nameOf, theme);
      caption.textContent =
        next === null
          ? 'A click on a word writes it behind the sentence.'
          : `The word that stands there, “${nameOf(next)}”, has ${percent(probabilities[next])}. A click on another one puts it there.`;
      const pair = { word: last, next: next ?? likely };
      matrix.update([...tokens.map(({ id }) => id), likely], pair, theme);
    },
  };
}
