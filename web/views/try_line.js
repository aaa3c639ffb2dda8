/** The lines below the tokens: what to try with this sentence, and which words a trained model does not know. */
import { element } from './dom.js';
import { suggestionsFor } from './suggestions.js';

/** @typedef {import('../types.js').Actions} Actions */
/** @typedef {import('../types.js').State} State */

/** @param {Actions} actions */
export function createTryLine(actions) {
  const suggestions = element('span', { class: 'suggestions' });
  const note = element('span', { class: 'soft' });
  const toggle = element(
    'button',
    { type: 'button', class: 'link soft-link' },
    'lines for all tokens',
  );
  const line = element('div', { class: 'try' }, suggestions, note, toggle);
  let shownFor = '';
  let linesOn = false;
  /** The last trial: one click leads back to where it began. */
  let trial = { before: '', text: '', back: '' };
  toggle.addEventListener('click', () => actions.setView({ lines: !linesOn }, { history: 'push' }));

  /** @param {import('./suggestions.js').Suggestion} suggestion  @param {string} now */
  function linkTo({ label, text, word, back = '' }, now) {
    const name = trial.back && text === trial.before ? `back to ${trial.back}` : label;
    const link = element('button', { type: 'button', class: 'link' }, name);
    link.addEventListener('click', () => {
      trial = { before: now, text, back };
      actions.setRequest({ text }, { history: 'push', word });
    });
    return link;
  }

  /** @param {string} text  @param {string} model  @returns {import('./suggestions.js').Suggestion[]} */
  function linksFor(text, model) {
    const suggestions = suggestionsFor(text, model);
    const { before, back } = trial;
    const lacksWayBack = trial.text === text && suggestions.every((each) => each.text !== before);
    if (!back || !lacksWayBack) return suggestions;
    return [{ label: '', text: before, word: back }, ...suggestions];
  }

  return {
    line,
    /** @param {State} state */
    show({ request, view }) {
      linesOn = view.lines;
      toggle.setAttribute('aria-pressed', String(linesOn));
      const isLearned = request.model === 'random' && request.tokenizer.startsWith('bytepair');
      note.textContent = isLearned
        ? 'pairs are learned from this very text: typing can re-cut earlier words'
        : '';
      const now = `${request.model} ${request.text}`;
      if (shownFor === now) return;
      shownFor = now;
      const links = linksFor(request.text, request.model).map((suggestion) =>
        linkTo(suggestion, request.text),
      );
      suggestions.replaceChildren(...(links.length > 0 ? ['try ', ...links] : []));
    },
  };
}

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Says which words the model does not know, and offers near ones. @param {Actions} actions */
export function createUnknownLine(actions) {
  const line = element('p', { class: 'unknown-line soft', hidden: true });

  /** @param {string} word  @param {string} near  @param {string} text */
  function offer(word, near, text) {
    const link = element('button', { type: 'button', class: 'link' }, near);
    const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'gu');
    link.addEventListener('click', () =>
      actions.setRequest({ text: text.replace(whole, near) }, { history: 'push' }),
    );
    return link;
  }

  return {
    line,
    /** @param {import('../types.js').TraceSummary} trace */
    show({ unknown, request }) {
      line.hidden = unknown.length === 0;
      if (unknown.length === 0) return;
      /** @type {(string | Node)[]} */
      const parts = ['This model does not know '];
      unknown.forEach(({ text, near }, i) => {
        parts.push(i > 0 ? ', ' : '', `“${text}”`);
        if (near) parts.push(' (try ', offer(text, near, request.text), ')');
      });
      line.replaceChildren(
        ...parts,
        ': it reads such a word as pieces and letters, and understands little of it.',
      );
    },
  };
}
