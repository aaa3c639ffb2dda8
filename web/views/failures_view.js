/** Sentences in which the selected head points to the wrong word, one click away from what is said of the head. */
import { grouped, percent } from '../render/number_text.js';
import { headName, spoken } from './caption_text.js';
import { labelled } from './control.js';
import { element } from './dom.js';
import { LINK_NAMES, roleLabel, roleOf } from './head_role.js';
import { attachPopover, placeBeside } from './popover.js';
import { stepOf } from './steps.js';

/**
 * @typedef {import('../types.js').Frame} Frame
 * @typedef {import('../../wasm/playground.js').ProbeExample} ProbeExample
 * @typedef {import('../../wasm/playground.js').HeadRoleName} HeadRoleName
 */

const COUNT = 8;

/** A story's words and signs are its tokens. @param {string} text */
export const storyTokens = (text) => [...text.matchAll(/\p{L}+|[.,]/gu)];

/** The sentence with the word whose row it is. @param {ProbeExample} example */
function sentenceOf({ text, query }) {
  const token = storyTokens(text)[query];
  const end = token.index + token[0].length;
  return [text.slice(0, token.index), element('strong', {}, token[0]), text.slice(end)];
}

/**
 * Only of what a head claims can be said what it should do.
 * @param {ProbeExample} example
 * @param {boolean} isClaimed
 */
function resultOf({ text, query, target, pointed, ...weights }, isClaimed) {
  const [word, linked, did] = [query, target, pointed].map((at) => storyTokens(text)[at][0]);
  const expected = `${isClaimed ? 'should' : 'would, by this link,'} point to “${linked}” (${spoken(weights.target_weight)})`;
  return `“${word}” ${expected}, points to “${did}” (${spoken(weights.pointed_weight)})`;
}

/** The elements, without any behaviour. */
function createParts() {
  const button = element(
    'button',
    { type: 'button', class: 'link failures-open', hidden: true },
    'see where it fails',
  );
  const title = element('p', { class: 'failures-title' });
  const links = element('select', { id: 'failures-link' });
  for (const name of LINK_NAMES) links.append(element('option', { value: name }, roleLabel(name)));
  const share = element('p', { class: 'soft' });
  const list = element('ol', { class: 'menu', 'aria-label': 'Sentences in which it fails' });
  const status = element('p', { class: 'soft', role: 'status' });
  const others = element('button', { type: 'button', class: 'link' }, 'other sentences');
  const panel = element(
    'div',
    { id: 'failures', class: 'failures', role: 'group', 'aria-label': 'Where it fails' },
    ...[title, labelled('link', links), share, list, status, others],
  );
  return { button, title, links, share, list, status, others, panel };
}

/** @type {import('../types.js').CreateView} root holds the head’s name */
export function createFailuresView(root, actions) {
  const parts = createParts();
  const { button, links, list, status, others, panel } = parts;
  root.querySelector('#matrix-title')?.after(' ', button);
  root.append(panel);
  attachPopover(button, panel);

  /** @type {Frame | null} */
  let drawn = null;
  let seed = 1;
  /** Only the newest question's answer is shown. */
  let asked = 0;
  /** @type {ProbeExample[]} */
  let examples = [];
  /** Whether the head has earned the link's name. */
  let isClaimed = true;
  /** The head that they are of. */
  let head = { layer: 0, head: 0 };

  async function ask() {
    if (!drawn?.selection || !drawn.trace.facts) return;
    asked += 1;
    const mine = asked;
    const { layer, head: place } = drawn.selection;
    const { facts, request } = drawn.trace;
    const link = /** @type {HeadRoleName} */ (links.value);
    head = { layer, head: place };
    const name = headName(layer, place);
    isClaimed = roleOf(facts, layer, place) === link;
    parts.title.textContent = isClaimed
      ? `Where ${name} points to another word than it should`
      : `Where ${name} points to another word than this link’s, which it was not named for`;
    const probe = facts.scores?.probes[link];
    parts.share.textContent = probe
      ? `${roleLabel(link)}: ${isClaimed ? 'right' : 'as this link has it'} in ${percent(probe.shares[layer * facts.heads + place])} of ${grouped(probe.cases)} rows of new stories.`
      : '';
    list.replaceChildren();
    others.hidden = true;
    status.textContent = 'looking through new stories …';
    /** @type {string} */
    let said;
    try {
      const found = await actions.counterExamples(request.model, link, layer, place, COUNT, seed);
      if (mine !== asked) return;
      examples = found;
      said = found.length > 0 ? '' : 'In 2,000 new stories it never does.';
    } catch (error) {
      if (mine !== asked) return;
      examples = [];
      said = error instanceof Error ? error.message : String(error);
    }
    status.textContent = said;
    others.hidden = examples.length === 0;
    list.replaceChildren(...examples.map(itemOf));
    placeBeside(panel, button);
  }

  /** @param {ProbeExample} example  @param {number} index */
  function itemOf(example, index) {
    const choice = element(
      'button',
      { type: 'button', 'data-index': index },
      ...sentenceOf(example),
      element('span', { class: 'soft failures-result' }, resultOf(example, isClaimed)),
    );
    return element('li', {}, choice);
  }

  panel.addEventListener('beforetoggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'open' || !drawn?.selection) return;
    const { layer, head: place } = drawn.selection;
    const { facts } = drawn.trace;
    links.value = roleOf(facts, layer, place) ?? '';
    seed = 1;
    ask();
  });
  links.addEventListener('change', () => {
    seed = 1;
    ask();
  });
  others.addEventListener('click', () => {
    seed += 1;
    ask();
  });
  list.addEventListener('click', (event) => {
    const choice = /** @type {Element} */ (event.target).closest('button');
    if (!choice) return;
    const { text, query, pointed } = examples[Number(choice.dataset.index)];
    panel.hidePopover();
    // As it was measured: nothing masked, switched off or scaled otherwise.
    const asMeasured = /** @type {const} */ ({
      ...{ mask: 'none', ablate: 'none', scale: 'sqrt', temperature: 1 },
    });
    actions.setRequest({ text, ...asMeasured }, { history: 'push' });
    actions.select({ ...head, query, key: pointed }, { history: 'replace' });
  });

  return {
    wants: () => [],
    update(frame) {
      drawn = frame;
      const { trace, selection, state } = frame;
      const role = selection && roleOf(trace.facts, selection.layer, selection.head);
      // A step of the whole layer shows no head.
      button.hidden = !role || !stepOf(state.view.step, selection.head, trace.request).perHead;
    },
  };
}
