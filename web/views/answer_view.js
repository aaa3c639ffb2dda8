/**
 * A trained model's own answer at the selected token, apart from attention: what a reader would write in its place, what a
 * writer would write next. Beside it the switch that turns the chosen head off, to see whether the answer changes.
 */
import { percent } from '../render/number_text.js';
import { colourOf, sequential } from '../render/palette.js';
import { barPosition } from './cell/contributions.js';
import { tokenName } from './cell/cell_facts.js';
import { element } from './dom.js';
import { isSwitchedOff } from './head_role.js';

/** @typedef {import('../types.js').Frame} Frame */

const SHOWN = 3;

/**
 * The most probable words.
 * @param {Float32Array} probabilities V
 * @param {number} count
 * @returns {number[]} ids, most probable first
 */
export function mostProbable(probabilities, count) {
  /** @type {number[]} */
  const best = [];
  probabilities.forEach((probability, id) => {
    const place = best.findIndex((other) => probabilities[other] < probability);
    if (place < 0 && best.length >= count) return;
    best.splice(place < 0 ? best.length : place, 0, id);
    best.length = Math.min(best.length, count);
  });
  return best;
}

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
  const title = element(
    'div',
    { class: 'row-head' },
    element('h2', {}, 'The model’s answer'),
    where,
  );
  const bars = Array.from({ length: SHOWN }, () => {
    const name = element('bdi', { class: 'share-name' });
    const bar = element('span', { class: 'share-bar', 'aria-hidden': 'true' });
    const share = element('span', { class: 'number' });
    return { root: element('li', {}, name, bar, share), name, bar, share };
  });
  const list = element('ol', { class: 'shares', 'aria-label': 'Most probable words' });
  list.append(...bars.map((bar) => bar.root));
  const off = element('button', { type: 'button', class: 'link' });
  const note = element(
    'p',
    { class: 'soft' },
    'Attention shows where a head took information from, not by itself why the model answered so: ',
    off,
  );
  const body = element('div', { class: 'answer', hidden: true }, title, list, note);
  root.prepend(body);
  let headName = '';
  let ablate = 'none';
  off.addEventListener('click', () => {
    actions.setRequest({ ablate: withHeadTurned(ablate, headName) }, { history: 'push' });
  });

  /** @param {Frame} frame  @param {import('../types.js').Selection} selection */
  function drawBars({ trace, slice, theme }, { query }) {
    const { words = [], kind = 'reader' } = trace.facts ?? {};
    const probabilities = slice('probabilities', query);
    const token = tokenName(trace, query);
    where.textContent = kind === 'reader' ? `in place of “${token}”` : `next word after “${token}”`;
    const best = mostProbable(probabilities, SHOWN);
    bars.forEach(({ name, bar, share }, place) => {
      const probability = probabilities[best[place]];
      name.textContent = words[best[place]] === '[END]' ? 'the end' : words[best[place]];
      bar.style.setProperty('--share', `${probability * 100}%`);
      bar.style.setProperty('--colour', colourOf(sequential(theme), barPosition(probability)));
      share.textContent = percent(probability);
    });
  }

  /** @param {Frame} frame  @param {import('../types.js').Selection} selection */
  function drawSwitch({ trace }, { layer, head }) {
    ablate = trace.request.ablate;
    headName = `${layer + 1}.${head + 1}`;
    const isOff = isSwitchedOff(trace.request, layer, head);
    off.hidden = head < 0;
    off.textContent = `switch head ${headName} ${isOff ? 'on again' : 'off'}`;
    const answers = trace.facts?.scores?.answers;
    off.title =
      answers && head >= 0
        ? `Over ${answers.all.cases.toLocaleString('en')} pronouns of new stories the right noun is named in ${percent(answers.all.share)}, without this head in ${percent(answers.without[layer * trace.heads + head])}.`
        : '';
  }

  return {
    wants(state, { query }) {
      return state.request.model === 'random' ? [] : [['probabilities', query]];
    },
    update(frame) {
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
