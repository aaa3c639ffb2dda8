/** The settings: every property of the request but the text, each with its label, the mask in a menu of its own. */
import { requestTable } from '../state/request_table.js';
import { hasAttention, isTrained, OWNED_BY_MODEL } from '../state/core_request.js';
import { nearestWidth } from '../state/width.js';
import { headName } from './caption_text.js';
import { labelled, property, setOrRemove } from './control.js';
import { element } from './dom.js';
import { createHeadSelect } from './head_select.js';
import { createMaskMenu } from './mask_menu.js';
import { createModelControl } from './model_control.js';
import { createNumberControl } from './number_control.js';
import { createScaleControl } from './scale_control.js';
import { attachSheet } from './settings_sheet.js';
import { createTokenizerControl } from './tokenizer_control.js';

/**
 * @typedef {import('../types.js').Actions} Actions
 * @typedef {import('../types.js').RequestState} RequestState
 * @typedef {import('../types.js').State} State
 * @typedef {import('./control.js').Control} Control
 */

/** @param {Actions} actions */
function createMaskControl(actions) {
  const { button, menu, show, showLength, showOwn } = createMaskMenu((mask) =>
    actions.setRequest({ mask }),
  );
  const row = labelled('mask', button);
  // Named by its label and by the mask that it shows.
  const [label] = row.children;
  label.id = 'controls-mask-label';
  button.setAttribute('aria-labelledby', `${label.id} ${button.id}`);
  return {
    ...{ row, menu, showLength, showOwn, field: button },
    /** @param {Readonly<RequestState>} request */
    show: ({ mask }) => show(mask),
  };
}

/**
 * @param {HTMLElement} root
 * @param {Actions} actions
 */
export function createControlsView(root, actions) {
  const message = createMessage();
  /** The width that was asked for; the heads move the one that is used to a multiple of theirs. */
  let wishedWidth = 0;
  let movedWidth = 0;
  /** @type {State | null} */
  let shown = null;
  /** The control that was changed last. @type {Control | null} */
  let changed = null;
  /** The controls whose values cannot be computed with. @type {Set<Control>} */
  const refused = new Set();

  /** @type {Actions} */
  const watched = {
    ...actions,
    setRequest(patch, options) {
      changed = byName[/** @type {keyof typeof byName} */ (Object.keys(patch)[0])] ?? null;
      message.clear();
      if (changed) mark(changed, false);
      actions.setRequest('heads' in patch ? withFittingWidth(patch) : patch, options);
    },
  };

  /** @param {Control} control  @param {boolean} isRefused by the core */
  function mark(control, isRefused) {
    if (isRefused) refused.add(control);
    else refused.delete(control);
    showInvalid(control, isRefused);
  }

  /** @param {Control} control  @param {boolean} isInvalid */
  function showInvalid({ field }, isInvalid) {
    setOrRemove(field, 'aria-invalid', isInvalid ? 'true' : '');
    setOrRemove(field, 'aria-describedby', isInvalid ? message.line.id : '');
  }

  /**
   * What is typed is no value: the request stays as it is.
   * @param {'layers' | 'heads' | 'width' | 'seed' | 'scale' | 'temperature'} name
   */
  const sayFault = (name) => (/** @type {string} */ text) => {
    message.clear();
    showInvalid(byName[name], text !== '');
    if (text !== '') message.refuse(text, byName[name].row);
  };

  /** @param {Partial<RequestState>} patch */
  function withFittingWidth(patch) {
    const { heads = 1 } = patch;
    const { maximum: widest = 1 } = property('width');
    const width = nearestWidth(wishedWidth, heads, widest);
    movedWidth = width;
    const before = shown?.request.width;
    if (width !== before) {
      message.note(
        `width moved from ${before} to ${width}, a multiple of ${heads} heads.`,
        byName.width.row,
      );
    }
    return { ...patch, width };
  }

  /** @param {'layers' | 'heads' | 'width' | 'seed' | 'temperature'} name */
  const numberControl = (name) => createNumberControl(watched, name, sayFault(name));
  /** @type {Record<string, Control> & { model: ReturnType<typeof createModelControl>, mask: ReturnType<typeof createMaskControl>, tokenizer: ReturnType<typeof createTokenizerControl>, scale: ReturnType<typeof createScaleControl> }} */
  const byName = {
    model: createModelControl(watched),
    mask: createMaskControl(watched),
    tokenizer: createTokenizerControl(watched),
    layers: numberControl('layers'),
    heads: numberControl('heads'),
    width: numberControl('width'),
    seed: numberControl('seed'),
    scale: createScaleControl(watched, sayFault('scale')),
    temperature: numberControl('temperature'),
  };
  const { model, mask, ...rest } = byName;
  const fixedByModel = createFixedText(() =>
    actions.setRequest({ model: 'random', ablate: 'none' }),
  );
  const headSelect = createHeadSelect(actions);
  const sheet = element('div', { class: 'controls-sheet', id: 'controls-sheet' });
  const more = element(
    'button',
    {
      type: 'button',
      class: 'value controls-more',
      'aria-expanded': 'false',
      'aria-controls': sheet.id,
    },
    'more',
  );
  attachSheet(more, sheet, root, actions.signal);
  sheet.append(fixedByModel.root, ...Object.values(rest).map(({ row }) => row));
  root.append(
    element('div', { class: 'controls-bar' }, model.row, mask.row, headSelect.row, more),
    sheet,
    message.line,
    mask.menu,
  );
  const onPaper = element('p', { class: 'on-paper' });
  root.after(onPaper);

  /** The request could be computed. */
  function accept() {
    if (refused.size > 0) message.clear();
    for (const control of refused) mark(control, false);
    changed = null;
  }

  /**
   * The core refuses a whole request in one sentence, which may be about a control that was refused before.
   * @param {string} text
   * @returns {Control | null}
   */
  function meantBy(text) {
    const words = text.toLowerCase().split(/[^a-z]+/);
    if (changed && words.includes(nameOf(changed))) return changed;
    const [earlier] = [...refused].filter((control) => words.includes(nameOf(control)));
    return earlier ?? changed;
  }

  /** @param {Control} control */
  const nameOf = (control) => Object.keys(byName).find((name) => byName[name] === control) ?? '';

  return {
    /** @param {State} state */
    show(state) {
      if (state.request.width !== movedWidth) {
        wishedWidth = state.request.width;
        movedWidth = 0;
      }
      shown = state;
      for (const control of Object.values(byName)) control.show(state.request);
      const trained = isTrained(state.request);
      for (const name of OWNED_BY_MODEL) byName[name].row.hidden = trained;
      if (!trained) fixedByModel.root.hidden = true;
      headSelect.show(state);
      onPaper.textContent = settingsText(state);
    },
    /**
     * Says what the core refused beside the control that asked for it.
     * @param {string} text
     * @returns {boolean} false where no control asked for it: then it is the notice's to say
     */
    refuse(text) {
      const control = meantBy(text);
      if (!control) return false;
      message.refuse(text, control.row);
      mark(control, true);
      return true;
    },
    accept,
    /** What a trained model brings of its own. @param {import('../types.js').ModelFacts | null} facts */
    showFacts(facts) {
      fixedByModel.show(facts);
      headSelect.showFacts(facts);
      mask.showOwn(facts?.mask ?? 'none');
      byName.scale.showFacts(facts);
    },
    /** Something other than a control changed the request: a new refusal is not about the last control. */
    forget() {
      changed = null;
      message.clear();
    },
    offerOwnModel: byName.model.offerOwn,
    showLoading: byName.tokenizer.showLoading,
    showLength: byName.mask.showLength,
  };
}

/**
 * All settings in a line, for paper.
 * @param {State} state
 */
function settingsText({ request, view }) {
  if (!hasAttention(request)) return `model ${request.model}`;
  const isOwned = (/** @type {string} */ name) =>
    isTrained(request) && OWNED_BY_MODEL.includes(name);
  const settings = requestTable.filter(
    ({ name }) =>
      name !== 'text' && !isOwned(name) && !(name === 'ablate' && request.ablate === 'none'),
  );
  const texts = settings.map(({ name }) => `${name} ${request[name]}`);
  return [...texts, `shown: ${headName(view.layer, view.head)}`].join(' · ');
}

/** What a trained model fixes, as text, and the way to settings of one's own. @param {() => void} onSwitch */
function createFixedText(onSwitch) {
  const text = element('span');
  const link = element('button', { type: 'button', class: 'link' }, 'switch to random weights');
  link.addEventListener('click', onSwitch);
  const root = element('div', { class: 'control fixed-by-model', hidden: true }, text, link);
  return {
    root,
    /** @param {import('../types.js').ModelFacts | null} facts */
    show(facts) {
      root.hidden = facts === null;
      if (!facts) return;
      const { layers, heads, width } = facts;
      text.textContent = `${layers} layers × ${heads} heads, D ${width}, its own words`;
    },
  };
}

/** The line below the settings: a refusal of the core's, or a note. */
function createMessage() {
  const line = element('p', { id: 'controls-message', role: 'status', hidden: true });

  /**
   * @param {string} text
   * @param {HTMLElement} beside
   */
  function note(text, beside) {
    line.hidden = false;
    line.textContent = text;
    line.classList.remove('refusal');
    // Under its control, but never so far to the right that the sentence wraps.
    const room = Math.max(0, innerWidth - 520);
    line.style.setProperty('margin-inline-start', `${Math.min(beside.offsetLeft, room)}px`);
  }

  function clear() {
    line.hidden = true;
    line.textContent = '';
  }

  return {
    line,
    note,
    /** @type {typeof note} */
    refuse(text, beside) {
      note(text, beside);
      line.classList.add('refusal');
    },
    clear,
  };
}
