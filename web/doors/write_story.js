/**
 * What has been written: the writer's words and the bigram's from the same beginning, and what each word was drawn from.
 * It knows the second worker and no page. What was asked for before a new beginning is forgotten when it arrives.
 */
import { OWN_MODEL } from '../state/url.js';
import { createDice, drawIndex, sampled } from './write_draw.js';
import { END, spelled } from '../views/spelling.js';

/**
 * @typedef {import('./write_settings.js').Settings} Settings
 * @typedef {import('../worker/learner_messages.js').LearnerCalls} LearnerCalls
 *
 * @typedef {object} Word
 * @property {number} id
 * @property {string} text as in the vocabulary; of the prompt as it was typed
 * @property {boolean} [unknown]
 * @property {'prompt' | 'written' | 'chosen'} origin
 * @property {Float32Array} [probabilities] V: what a written word was drawn from
 *
 * @typedef {object} Row what a word is drawn from, and what both models knew before it
 * @property {Word} last the word before it
 * @property {number | null} drawn
 * @property {Float32Array[][]} weights [layer][head]: the last word's row over the words of its story
 * @property {{ raw: Float32Array, used: Float32Array }} writer
 * @property {{ raw: Float32Array, used: Float32Array } | null} bigram null: not counted yet
 */

/** More words are not written: the page would only grow. */
export const MOST_WORDS = 400;

/** @param {LearnerCalls} learner */
export function createStory(learner) {
  /** What writes. */
  let model = 'writer';
  /** @type {string[]} */
  let vocabulary = [];
  /** @type {Settings} */
  let settings;
  let prompt = '';
  /** @type {Word[]} */
  let words = [];
  /** @type {Word[]} */
  let bigramWords = [];
  let promptCount = 0;
  /** How many words both have in common. */
  let commonCount = 0;
  let dice = createDice(0);
  /** Every beginning has its number. */
  let run = 0;
  let hasBigram = false;
  /** What changes the text happens one after the other. @type {Promise<unknown>} */
  let queue = Promise.resolve();
  /** @type {Map<number, Promise<Float32Array>>} */
  const bigramRows = new Map();
  /** @type {{ text: string, answer: ReturnType<LearnerCalls['nextWord']> } | null} */
  let looked = null;

  /**
   * @template T
   * @param {(isCurrent: () => boolean) => Promise<T>} work
   * @param {boolean} [isBeginning] what waits before it is dropped
   * @returns {Promise<T | null>} null where another beginning came first
   */
  function inOrder(work, isBeginning = false) {
    if (isBeginning) run += 1;
    const mine = run;
    const isCurrent = () => mine === run;
    const done = queue.then(() => (isCurrent() ? work(isCurrent) : null));
    queue = done.catch(() => {});
    return done;
  }

  /** @param {number} id */
  function bigramRow(id) {
    let row = bigramRows.get(id);
    if (!row) bigramRows.set(id, (row = learner.bigramProbabilities(id)));
    return row;
  }

  /**
   * The text of a word's story before it: all that the writer saw.
   * @param {number} index
   */
  function textBefore(index) {
    const from = words.slice(0, index).findLastIndex(({ id }) => id === END) + 1;
    const begin = from === 0 ? prompt : '';
    return begin + spelled(words.slice(Math.max(from, promptCount), index), begin).join('');
  }

  /** Lets both go on from the words so far. */
  async function goOn() {
    bigramWords = words.slice();
    commonCount = words.length;
    dice = createDice(settings.seed);
    const { temperature, topK, topP, seed } = settings;
    const text = textBefore(words.length);
    await learner.startWriting({ text, model, temperature, topK, topP, seed });
  }

  /** The bigram follows the writer, word for word. */
  async function catchUp() {
    while (hasBigram && bigramWords.length < words.length) {
      const row = await bigramRow(bigramWords[bigramWords.length - 1].id);
      const id = drawIndex(sampled(row, settings), dice());
      bigramWords.push({ id, text: vocabulary[id], origin: 'written' });
    }
  }

  /** @param {number} count  @returns {Promise<Word[]>} what was written */
  async function writeNow(count) {
    const room = Math.min(count, promptCount + MOST_WORDS - words.length);
    const tokens = room > 0 ? await learner.write(room) : [];
    const fresh = tokens.map(({ id, text, probabilities }) => {
      return /** @type {Word} */ ({ id, text, probabilities, origin: 'written' });
    });
    words.push(...fresh);
    await catchUp();
    return fresh;
  }

  return {
    textBefore,
    /** @param {number} count  @returns what was written; null where there was a new beginning */
    write: (count) => inOrder(() => writeNow(count)),

    /**
     * Loads what writes.
     * @param {Uint8Array | null} own a model of the visitor's; where it is no writer, the bundled one writes
     */
    async open(own) {
      model = 'writer';
      if (own) {
        await learner.load(OWN_MODEL, own);
        if ((await learner.facts(OWN_MODEL)).kind === 'writer') model = OWN_MODEL;
      }
      const facts = await learner.facts(model);
      vocabulary = facts.words;
      return facts;
    },

    /** Counts the bigram. @returns {Promise<Float32Array>} V·V */
    async openBigram() {
      bigramRows.clear();
      await learner.startBigram({ grammar: 'full' });
      const counts = await learner.bigramCounts();
      hasBigram = true;
      await inOrder(catchUp);
      return counts;
    },

    /** @param {Settings & { prompt: string }} next */
    begin: (next) =>
      inOrder(async (isCurrent) => {
        const tokens = await learner.tokenize({ text: next.prompt, model });
        if (!isCurrent()) return;
        settings = next;
        prompt = tokens.length > 0 ? next.prompt : '';
        // A new story begins behind an end that stands alone: that is what the writer reads first.
        const nothing = /** @type {Word} */ ({ id: END, text: '', origin: 'prompt' });
        words = tokens.length > 0 ? tokens.map(asPrompt) : [nothing];
        promptCount = words.length;
        await goOn();
      }, true),

    /** Writes as many words as there are once more, with other settings. @param {Settings} next */
    writeAgain: (next) =>
      inOrder(async () => {
        settings = next;
        const kept = words.findLastIndex(({ origin }) => origin !== 'written') + 1;
        const count = words.length - kept;
        words.length = kept;
        await goOn();
        return writeNow(count);
      }, true),

    /**
     * Puts a word where another one stands, or at the end, and goes on from it.
     * @param {number} index
     * @param {number} id
     */
    choose: (index, id) =>
      inOrder(async () => {
        words.length = index;
        words.push({ id, text: vocabulary[id], origin: 'chosen' });
        await goOn();
      }, true),

    /**
     * @param {number} index of a written word, or of the next one
     * @returns {Promise<Row | null>} null where the words are others by now
     */
    async rowAt(index) {
      const mine = run;
      const text = textBefore(index);
      if (looked?.text !== text) looked = { text, answer: learner.nextWord(text, model) };
      const { probabilities: raw, weights } = await looked.answer;
      if (mine !== run || index > words.length) return null;
      const last = words[index - 1];
      const bigram = hasBigram ? await bigramRow(last.id) : null;
      if (mine !== run || index > words.length) return null;
      return {
        ...{ last, weights, drawn: words[index]?.id ?? null },
        writer: { raw, used: words[index]?.probabilities ?? sampled(raw, settings) },
        bigram: bigram && { raw: bigram, used: sampled(bigram, settings) },
      };
    },

    /** The worker is another one: what it knew is gone. */
    forget() {
      run += 1;
      hasBigram = false;
      looked = null;
    },
    get isOwn() {
      return model === OWN_MODEL;
    },
    get words() {
      return words;
    },
    get bigramWords() {
      return bigramWords;
    },
    get promptCount() {
      return promptCount;
    },
    get commonCount() {
      return commonCount;
    },
    get prompt() {
      return prompt;
    },
    get isFull() {
      return words.length >= promptCount + MOST_WORDS;
    },
  };
}

/** @param {{ id: number, text: string, unknown?: true }} token  @returns {Word} */
const asPrompt = ({ id, text, unknown }) => ({ id, text, unknown, origin: 'prompt' });
