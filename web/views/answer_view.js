/**
 * A trained model's own answer at the selected token, apart from attention: what a reader would write in its place, what a
 * writer would write next; a click takes a word into the text. Below it the switch that turns the chosen head off, to see
 * whether the answer changes.
 */
import { grouped, percent } from '../render/number_text.js';
import { tokenName } from './cell/cell_facts.js';
import { element } from './dom.js';
import { isSwitchedOff } from './head_role.js';
import { putWord } from './put_word.js';
import { createWordBars } from './word_bars.js';

/** @typedef {import('../types.js').Frame} Frame */

/** How many words are listed: at first, so that the matrix stays in view, and when more are asked for. */
const FEW = 3;
const MANY = 12;

/**
 * The request's list of heads that are off, with one turned over.
 * @param {string} ablate
 * @param {string} name like 2.3
 */
export function withHeadTurned(ablate, name) {
  const heads = ablate === 'none' ? [] : ablate.split(',');
  const rest = heads.filter((head) => head !== name);
  const next = rest.length === heads.length ? [...rest, name] : rest;
  return next.length === 0 ? 'none' : next.join(',');
}

/** @type {import('../types.js').CreateView} */
export function createAnswerView(root, actions) {
  const where = element('span', { class: 'soft' });
  const more = element('button', { type: 'button', class: 'link', 'aria-expanded': 'false' });
  const title = element(
    'div',
    { class: 'row-head' },
    element('h2', {}, 'The model’s answer'),
    where,
    more,
  );
  const list = element('ol', { class: 'shares', 'aria-label': 'Most probable words' });
  const bars = createWordBars(list, choose);
  const off = element('button', { type: 'button', class: 'link' });
  const allOn = element('button', { type: 'button', class: 'link' }, 'switch all on');
  const offNow = element('span');
  const offLine = element('p', { class: 'soft', hidden: true }, offNow, allOn);
  const note = element(
    'p',
    { class: 'soft' },
    'Attention shows where a head took information from, not by itself why the model answered so. ',
    // Not there in an embed without this switch.
    element('span', { class: 'answer-switch' }, off),
  );
  const body = element('div', { class: 'answer', hidden: true }, title, list, note, offLine);
  root.prepend(body);
  let headName = '';
  let ablate = 'none';
  let wantsMany = false;
  /** @type {Frame | null} */
  let drawn = null;
  off.addEventListener('click', () => {
    actions.setRequest({ ablate: withHeadTurned(ablate, headName) }, { history: 'push' });
  });

  allOn.addEventListener('click', () => {
    actions.setRequest({ ablate: 'none' }, { history: 'push' });
  });

  more.addEventListener('click', () => {
    wantsMany = !wantsMany;
    if (drawn?.selection) drawBars(drawn, drawn.selection);
  });

  /** A reader's word stands in place of the token, a writer's behind it. @param {number} id */
  function choose(id) {
    if (!drawn?.selection || !drawn.trace.facts || drawn.stale) return;
    const { tokens, request, facts } = drawn.trace;
    const { query } = drawn.selection;
    const at = facts.kind === 'reader' ? query : query + 1;
    const word = { id, text: facts.words[id] };
    actions.setRequest({ text: putWord(request.text, tokens, at, word) }, { history: 'push' });
    // The next question is what comes behind the word that was taken.
    if (at === tokens.length) actions.select({ query: at }, { history: 'replace' });
  }

  /** @param {Frame} frame  @param {import('../types.js').Selection} selection */
  function drawBars({ trace, slice, theme }, { query }) {
    const { words = [], kind = 'reader' } = trace.facts ?? {};
    const token = tokenName(trace, query);
    where.textContent = kind === 'reader' ? `in place of “${token}”` : `next word after “${token}”`;
    const count = wantsMany ? MANY : FEW;
    more.textContent = wantsMany ? 'fewer' : 'more';
    more.setAttribute('aria-label', `${more.textContent} words`);
    more.setAttribute('aria-expanded', String(wantsMany));
    const isLast = query + 1 === trace.length;
    const next = isLast ? '' : `, in place of “${tokenName(trace, query + 1)}”`;
    bars.show(slice('probabilities', query), count, words, theme, (word) =>
      kind === 'reader'
        ? `Put “${word}” in place of “${token}”`
        : `Write “${word}” behind “${token}”${next}`,
    );
  }

  /** @param {Frame} frame  @param {import('../types.js').Selection} selection */
  function drawSwitch({ trace }, { layer, head }) {
    ablate = trace.request.ablate;
    headName = `${layer + 1}.${head + 1}`;
    const isOff = isSwitchedOff(trace.request, layer, head);
    offLine.hidden = ablate === 'none';
    offNow.textContent = `Switched off: ${ablate.replaceAll(',', ', ')}; the answer is without. `;
    off.hidden = head < 0;
    off.textContent = `switch head ${headName} ${isOff ? 'on again' : 'off'}`;
    const answers = trace.facts?.scores?.answers;
    off.title =
      answers && head >= 0
        ? `Over ${grouped(answers.all.cases)} pronouns of new stories the right noun is named in ${percent(answers.all.share)}, without this head in ${percent(answers.without[layer * trace.heads + head])}.`
        : '';
  }

  return {
    wants(state, { query }) {
      return state.request.model === 'random' ? [] : [['probabilities', query]];
    },
    update(frame) {
      drawn = frame;
      const { trace, selection } = frame;
      const answers = Boolean(trace.facts && selection);
      body.hidden = !answers;
      root.classList.toggle('answered', answers);
      if (!selection || !answers) return;
      drawBars(frame, selection);
      drawSwitch(frame, selection);
    },
  };
}
