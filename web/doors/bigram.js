/**
 * The bigram in place of a model with attention: it sees one token of context. Its table for the sentence's words, and
 * what it says comes next, are drawn by the Write door's own views.
 */
import { hasAttention } from '../state/core_request.js';
import { putWord } from '../views/put_word.js';
import { END, withoutSign } from '../views/spelling.js';
import { createLearner } from '../worker/learner_client.js';
import { utf16Offsets } from '../../wasm/utf16.js';
import { createBigramLayout } from './bigram_layout.js';
import { writeStyleUrl } from './style_url.js';
import { createStyled } from './styled.js';

/**
 * @typedef {import('../types.js').PageToken} PageToken
 * @typedef {{ text: string, query: number, theme: 'light' | 'dark' }} Shown
 */

/** @type {import('./doors.js').DoorModule['createDoor']} */
export function createDoor(root, { actions }) {
  const learner = createLearner();
  /** The words that the trained models know: the bigram has counted the same. @type {string[]} */
  let words = [];
  /** @type {Promise<Float32Array> | null} */
  let counting = null;
  /** @type {PageToken[]} */
  let tokens = [];
  /** @type {Shown | null} */
  let shown = null;
  /** Only the newest is drawn. */
  let drawing = 0;

  const nameOf = (/** @type {number} */ id) =>
    id === END ? 'the end' : withoutSign(words[id] ?? '');
  const layout = createBigramLayout(createStyled(root, writeStyleUrl), {
    nameOf,
    announce: actions.announce,
    select: (query) => actions.select({ query }),
    choose,
  });

  /** Puts a word behind the selected one. @param {number} id */
  function choose(id) {
    if (!shown) return;
    const next = Math.min(shown.query + 1, tokens.length);
    const text = putWord(shown.text, tokens, next, { id, text: words[id] });
    actions.setRequest({ text });
    // What comes after the word that was taken is the next question.
    if (next === tokens.length) actions.select({ query: next }, { history: 'replace' });
  }

  async function count() {
    await learner.startBigram({ grammar: 'full' });
    const counts = await learner.bigramCounts();
    layout.setCounts(counts);
    return counts;
  }

  /** @param {string} text  @returns {Promise<PageToken[]>} */
  async function tokenized(text) {
    const found = await learner.tokenize({ text, model: 'writer' });
    const offsets = utf16Offsets(
      text,
      found.flatMap(({ start, end }) => [start, end]),
    );
    return found.map((token, index) => ({
      ...token,
      utf16Start: offsets[2 * index],
      utf16End: offsets[2 * index + 1],
    }));
  }

  /** @param {Shown} wanted */
  async function draw(wanted) {
    drawing += 1;
    const mine = drawing;
    if (words.length === 0) {
      const facts = await learner.facts('writer');
      words = facts.words;
      layout.setFacts(facts);
    }
    const found = await tokenized(wanted.text);
    if (mine !== drawing) return;
    tokens = found;
    const query = Math.min(wanted.query, Math.max(0, tokens.length - 1));
    shown = { ...wanted, query };
    layout.setTokens(tokens, query);
    await (counting ??= count());
    // Before the first word stands the end of another story.
    const last = tokens[query]?.id ?? END;
    const probabilities = await learner.bigramProbabilities(last);
    if (mine === drawing) layout.draw(tokens, query, probabilities, wanted.theme);
  }

  return {
    show(state, theme) {
      if (hasAttention(state.request)) return;
      const { text } = state.request;
      draw({ text, query: state.view.query, theme }).catch((error) => {
        // The worker is another one by now: any change counts anew.
        counting = null;
        const reason = error instanceof Error ? error.message : String(error);
        actions.notify({ kind: 'error', text: `The bigram could not be counted: ${reason}` });
      });
    },
  };
}
