/**
 * What the causal mask costs a reader: beside the note that this one learned without it, the scores of its twin that
 * learned with it, and the way to that model.
 */
import { CAUSAL_READER } from '../state/core_request.js';
import { grouped, percent } from '../render/number_text.js';
import { element } from './dom.js';
import { isOutsideWhatItLearned } from './head_role.js';
import { attachPopover, placeBeside } from './popover.js';

/** @typedef {import('../types.js').ModelFacts} ModelFacts */

const EXPLANATION =
  'With the causal mask the row of “it” cannot know a word that comes later, like “valuable”; the rows of later words can.';

/** @param {{ share: number, cases: number } | undefined} answers */
const shareOf = (answers) =>
  answers && answers.cases > 0
    ? `${percent(answers.share)} of ${grouped(answers.cases)}`
    : 'not measured';

/** @param {string} name @param {ModelFacts} facts */
function rowOf(name, { scores }) {
  const { answers } = scores ?? {};
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element('td', {}, shareOf(answers?.clue_before)),
    element('td', {}, shareOf(answers?.clue_after)),
  );
}

/** @param {ModelFacts} reader @param {ModelFacts} causal */
function tableOf(reader, causal) {
  const titles = ['the reader, trained', 'clue before the pronoun', 'clue after it'];
  const head = element('tr', {}, ...titles.map((title) => element('th', { scope: 'col' }, title)));
  return element(
    'table',
    { class: 'measured-table' },
    element('caption', {}, 'How often the right noun is named in place of a pronoun'),
    element('thead', {}, head),
    element('tbody', {}, rowOf('seeing both sides', reader), rowOf('seeing only the past', causal)),
  );
}

/** @type {import('../types.js').CreateView} root holds the note on the mask */
export function createCausalReaderView(root, actions) {
  const button = element(
    'button',
    { type: 'button', class: 'link', hidden: true },
    'compare with one trained so',
  );
  const body = element('div', { class: 'table-scroll', tabindex: 0 });
  const status = element('p', { class: 'soft', role: 'status' });
  const look = element(
    'button',
    { type: 'button', class: 'link' },
    'look at the model that was trained so',
  );
  const panel = element(
    'div',
    {
      id: 'causal-reader',
      class: 'failures',
      role: 'group',
      'aria-label': 'Trained with the mask',
    },
    ...[body, status, element('p', {}, EXPLANATION), look],
  );
  root.querySelector('#random-notice')?.append(' ', button);
  root.append(panel);
  attachPopover(button, panel);
  /** @type {ModelFacts | null} */
  let reader = null;

  async function compare() {
    const facts = reader;
    if (!facts) return;
    body.replaceChildren();
    status.textContent = 'fetching the other model’s scores …';
    try {
      const causal = await actions.modelFacts(CAUSAL_READER);
      if (facts !== reader) return;
      body.replaceChildren(tableOf(facts, causal));
      status.textContent = '';
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
    }
    placeBeside(panel, button);
  }

  panel.addEventListener('beforetoggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === 'open') compare();
  });
  look.addEventListener('click', () => {
    panel.hidePopover();
    // Its own mask is the causal one.
    actions.setRequest({ model: CAUSAL_READER, mask: 'none', ablate: 'none' }, { history: 'push' });
  });

  return {
    wants: () => [],
    update({ trace }) {
      reader = trace.facts;
      button.hidden = !isOutsideWhatItLearned(trace);
    },
  };
}
