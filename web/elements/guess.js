/**
 * Predict first: arcs and cells stay covered until the learner has clicked the token that they expect the asking one to
 * attend to most; then both are shown. Nothing is kept or sent: what was answered is in events and can be copied.
 */
import { spoken } from '../views/caption_text.js';
import { element } from '../views/dom.js';
import { bestHeadFor } from '../views/head_role.js';

/**
 * @typedef {{ token: string, index: number, weight: number }} Choice
 * @typedef {{ asked: string, query: number, head: string, expected: Choice, strongest: Choice, isRight: boolean }} Answer
 *
 * @typedef {object} GuessOptions
 * @property {HTMLElement} home
 * @property {string[]} ask tokens, as they stand in the text
 * @property {boolean} hasHead whether the embed names the head that is asked about
 * @property {(type: string, detail: object) => void} emit
 * @property {(text: string, what: string) => Promise<void>} copy
 * @property {(selection: Partial<import('../types.js').Selection>) => void} select whatever is locked
 * @property {() => import('../types.js').State} getState
 * @property {(layer: number, head: number) => Promise<Float32Array>} fetchWeights N·N
 */

/** What is asked of random weights has no answer to be learned. */
const UNTRAINED =
  'This model is untrained: what it attends to means nothing. For a trained one, add model="reader" to the embed.';

/** @param {string} text */
const quoted = (text) => `“${text}”`;

/** @param {Answer[]} answers @param {import('../types.js').State} state */
export function resultText(answers, { request }) {
  const right = answers.filter(({ isRight }) => isRight).length;
  return [
    'Attention Playground, predicted first',
    request.text,
    `model ${request.model}, head ${answers[0]?.head ?? ''}`,
    ...answers.map(
      ({ asked, expected, strongest, isRight }) =>
        `${quoted(asked)} attends to: I expected ${quoted(expected.token)} (${spoken(expected.weight)}); the most goes to ${quoted(strongest.token)} (${spoken(strongest.weight)}). ${isRight ? 'Right.' : 'Not this time.'}`,
    ),
    `${right} of ${answers.length} right.`,
  ].join('\n');
}

/** @param {GuessOptions} options */
export function createGuess(options) {
  const { home, ask, emit, copy, select, getState, fetchWeights } = options;
  const warning = element('p', { class: 'soft', hidden: true }, UNTRAINED);
  const question = element('p', { class: 'guess-question' });
  const outcome = element('p', { role: 'status' });
  const next = element('button', { type: 'button', class: 'link', hidden: true }, 'Next question');
  const copying = element(
    'button',
    { type: 'button', class: 'link', hidden: true },
    'Copy my result',
  );
  const root = element(
    'div',
    { id: 'guess', part: 'guess', role: 'group', 'aria-label': 'Predict first' },
    ...[warning, question, outcome, next, ' ', copying],
  );
  const text = /** @type {HTMLElement} */ (home.querySelector('#text'));
  const chips = /** @type {HTMLElement} */ (home.querySelector('.chips'));
  text.after(root);
  /** @type {Answer[]} */
  const answers = [];
  /** @type {import('../types.js').PageToken[]} */
  let tokens = [];
  let isOpen = false;
  let hasHead = options.hasHead;

  const headName = () => {
    const { layer, head } = getState().view;
    return `${layer + 1}.${head < 0 ? 'mean' : head + 1}`;
  };

  /** The asking token: its text, or the second, third … such token as in it:2. */
  function queryNow() {
    const [, name, place = '1'] = /** @type {RegExpMatchArray} */ (
      ask[answers.length].match(/^(.+?)(?::(\d+))?$/)
    );
    const places = tokens.flatMap((token, index) => (token.text === name ? [index] : []));
    return places[Number(place) - 1] ?? -1;
  }

  /** @param {number} query @param {string} invitation after the question, until it is answered */
  function put(query, invitation) {
    question.replaceChildren(
      'Which token does ',
      element('strong', {}, tokens[query].text),
      ` attend to most in head ${headName()}?${invitation}`,
    );
  }

  function pose() {
    const query = queryNow();
    next.hidden = true;
    if (query < 0) {
      home.classList.remove('guessing');
      question.textContent = `There is no token ${quoted(ask[answers.length])} in this text to ask for.`;
      return;
    }
    isOpen = true;
    home.classList.add('guessing', 'posed');
    put(query, ' Click the one that you expect; the weights are covered until then.');
    outcome.textContent = '';
  }

  /** @param {number} index */
  async function take(index) {
    const query = queryNow();
    isOpen = false;
    const { layer, head } = getState().view;
    const weights = await fetchWeights(layer, head);
    const row = weights.subarray(query * tokens.length, (query + 1) * tokens.length);
    /** @param {number} at @returns {Choice} */
    const choice = (at) => ({ token: tokens[at].text, index: at, weight: row[at] });
    const expected = choice(index);
    const strongest = choice(row.indexOf(Math.max(...row)));
    const isRight = expected.weight === strongest.weight;
    const asked = tokens[query].text;
    const answer = { asked, query, head: headName(), expected, strongest, isRight };
    answers.push(answer);
    home.classList.remove('guessing');
    put(query, '');
    // The row that was asked for, not the one that was clicked.
    select({ query, key: strongest.index });
    const got = `You expected ${quoted(expected.token)}: it gets ${spoken(expected.weight)}`;
    outcome.textContent = isRight
      ? `${got}, the most.`
      : `${got}. The most goes to ${quoted(strongest.token)}: ${spoken(strongest.weight)}.`;
    emit('answer', answer);
    const isOver = answers.length === ask.length;
    next.hidden = isOver;
    copying.hidden = !isOver;
    if (isOver) emit('done', { answers: [...answers] });
  }

  /** Before the chips themselves hear of it: a click is an answer now, not a selection. @param {Event} event */
  function onClick(event) {
    const item = /** @type {Element} */ (event.target).closest('li');
    if (!isOpen || !item) return;
    event.stopPropagation();
    take([...chips.children].indexOf(item));
  }
  chips.addEventListener('click', onClick, { capture: true });
  /** Nor is pointing at a token a look at its row. @param {Event} event */
  function onPoint(event) {
    if (home.classList.contains('guessing')) event.stopPropagation();
  }
  for (const type of ['pointerover', 'focusin']) {
    chips.addEventListener(type, onPoint, { capture: true });
  }
  next.addEventListener('click', pose);
  copying.addEventListener('click', () => copy(resultText(answers, getState()), 'your result'));

  return {
    /** The tokens of the trace on screen: a question is about these. @param {import('../types.js').TraceSummary} trace */
    begin(trace) {
      warning.hidden = trace.request.model !== 'random';
      const isSame =
        trace.tokens.map((token) => token.text).join() === tokens.map((token) => token.text).join();
      tokens = trace.tokens;
      if (isSame || answers.length === ask.length) return;
      const best = hasHead ? null : bestHeadFor(trace, queryNow());
      hasHead = true;
      if (best) select(best);
      pose();
    },
  };
}
