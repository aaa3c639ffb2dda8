/**
 * Keeps the selection on its word while the text changes around it, and leads it to the largest weight of the row where
 * one word was exchanged to see what that does. Pure but for what it remembers.
 */
import { keyText } from '../worker/client.js';
import { weightsKey } from './weights_key.js';

/** @typedef {import('../types.js').ViewState} ViewState */
/** @typedef {import('../types.js').TraceSummary} TraceSummary */
/** @typedef {import('../worker/messages.js').TraceAnswer} TraceAnswer */
/** @typedef {(summary: TraceSummary, view: ViewState) => number} RowToBegin */
/** @typedef {'word' | 'largest'} Following  the key stays on its word, or moves to the row's largest weight */

/**
 * Where a token of the former text stands now: the nearest one of the same text, counted from its end of the text where
 * what was changed lies before it; −1 where there is none.
 * @param {readonly { text: string }[]} before
 * @param {number} index
 * @param {readonly { text: string }[]} now
 * @param {string} [text] what to look for, where it is not that of before[index]
 */
export function placeOf(before, index, now, text = before[index]?.text) {
  let same = 0;
  while (same < index && before[same] && before[same].text === now[same]?.text) same += 1;
  const expected = same === index ? index : index + now.length - before.length;
  const places = now.flatMap((token, i) => (token.text === text ? [i] : []));
  const distance = (/** @type {number} */ i) => Math.abs(i - expected);
  return places.reduce((best, i) => (best < 0 || distance(i) < distance(best) ? i : best), -1);
}

/**
 * The weights of the head that is looked at, where the answer has them.
 * @param {ViewState} view
 * @param {TraceAnswer} answer
 */
function weightsOf({ layer, head }, answer) {
  const name = keyText(weightsKey({ layer: Math.min(layer, answer.summary.layers - 1), head }));
  const index = answer.keys.findIndex((key) => keyText(key) === name);
  return /** @type {Float32Array | undefined} */ (answer.slices[index]);
}

/**
 * The key of a row's largest weight; −1 where the answer has no weights of the head.
 * @param {ViewState} view
 * @param {TraceAnswer} answer
 * @param {number} query
 */
function largestOfRow(view, answer, query) {
  const { length } = answer.summary;
  const row = weightsOf(view, answer)?.subarray(query * length, (query + 1) * length);
  return row ? row.indexOf(Math.max(...row)) : -1;
}

/**
 * Where nobody chose a cell and the first one is forbidden: a row that says something about the head, and what it looks
 * at most.
 * @param {ViewState} view
 * @param {TraceAnswer} answer
 * @param {RowToBegin} rowToBegin
 */
function placeToBegin(view, answer, rowToBegin) {
  const isChosen = view.query !== 0 || view.key !== 0;
  if (isChosen || weightsOf(view, answer)?.[0] !== 0) return null;
  const query = rowToBegin(answer.summary, view);
  return { query, key: Math.max(0, largestOfRow(view, answer, query)) };
}

/** @param {RowToBegin} [rowToBegin] */
export function createSelectionFollower(rowToBegin = () => 0) {
  /** @type {Following | null} */
  let following = null;
  /** @type {string | undefined} */
  let asked;
  /** The words that were chosen, which may be away while a new text is being typed. */
  const chosen = { query: { word: '', at: -1 }, key: { word: '', at: -1 } };

  /**
   * @param {'query' | 'key'} part
   * @param {number} at its place in the former text
   * @param {TraceSummary} before
   * @param {TraceSummary} now
   * @returns {number} −1 where its word is not in the text
   */
  function placeNow(part, at, before, now) {
    if (chosen[part].at !== at) chosen[part] = { word: before.tokens[at]?.text ?? '', at };
    return placeOf(before.tokens, at, now.tokens, chosen[part].word);
  }

  return {
    /** The text is about to change. @param {Following} how  @param {string} [word] whose row to look at then */
    begin(how, word) {
      following = how;
      asked = word;
    },
    /** The selection was set by something else. */
    end() {
      following = null;
      chosen.query.at = chosen.key.at = -1;
    },
    /**
     * @param {ViewState} view
     * @param {TraceSummary | null} before the trace on screen
     * @param {TraceAnswer} answer with the next one
     * @returns {{ query: number, key: number } | null} null: the selection stays
     */
    follow(view, before, answer) {
      const now = answer.summary;
      const how = following;
      following = null;
      if (!before) return placeToBegin(view, answer, rowToBegin);
      if (!how) return null;
      if (asked) chosen.query = { word: asked, at: view.query };
      const places = [
        placeNow('query', view.query, before, now),
        placeNow('key', view.key, before, now),
      ];
      // All is deleted, perhaps to type something else.
      if (now.length === 0) return null;
      const last = now.length - 1;
      const query = places[0] < 0 ? Math.min(view.query, last) : places[0];
      let key = how === 'largest' ? -1 : places[1];
      if (key < 0) key = largestOfRow(view, answer, query);
      if (key < 0) key = Math.min(view.key, last);
      chosen.query.at = query;
      chosen.key.at = key;
      return query === view.query && key === view.key ? null : { query, key };
    },
  };
}
