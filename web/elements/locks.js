/** What of the playground an embed withholds, and what it shows without letting it be changed. */
import { requestTable } from '../state/request_table.js';

/** @typedef {import('../types.js').RequestState} RequestState */
/** @typedef {import('../types.js').ViewState} ViewState */
/** @typedef {import('../types.js').Selection} Selection */

const FIELDS = 'input, select, button, textarea';
const FIXED = 'Fixed by the author of this lesson';
/** What changes nothing while these are locked, beside their settings. */
const SHOWN_BY = { head: '.heads-space', cell: '.chips, .matrix-frame, .row-bars' };

/**
 * @param {ReadonlySet<string>} offered
 * @param {ReadonlySet<string>} locked
 */
export function createLocks(offered, locked) {
  const isFree = (/** @type {string} */ name) => offered.has(name) && !locked.has(name);
  const settings = [...requestTable.map(({ name }) => name), 'head'].filter(
    (name) => name !== 'text' && name !== 'ablate',
  );

  /**
   * @template {object} Patch
   * @param {Patch} patch
   * @param {(name: string) => string} controlOf
   * @returns {Partial<Patch>}
   */
  const free = (patch, controlOf) =>
    /** @type {any} */ (
      Object.fromEntries(Object.entries(patch).filter(([name]) => isFree(controlOf(name))))
    );
  /** @param {string} name of the view's state */
  const controlOf = (name) =>
    name === 'layer' || name === 'head'
      ? 'head'
      : name === 'query' || name === 'key'
        ? 'cell'
        : name;

  /** Looks locked, and says so. @param {HTMLElement} holder */
  function markLocked(holder) {
    holder.classList.add('locked');
    holder.title = FIXED;
  }

  /** @param {HTMLElement} holder */
  function lockFields(holder) {
    markLocked(holder);
    for (const field of holder.querySelectorAll(FIELDS)) {
      /** @type {HTMLInputElement} */ (field).disabled = true;
      field.setAttribute('aria-description', FIXED);
    }
  }

  /** It stays readable and can be copied. @param {HTMLTextAreaElement} sentence */
  function lockSentence(sentence) {
    markLocked(/** @type {HTMLElement} */ (sentence.parentElement));
    sentence.setAttribute('aria-description', FIXED);
    sentence.labels[0].textContent = 'The sentence';
  }

  /** @param {HTMLElement} home */
  function apply(home) {
    let hasSettings = false;
    for (const name of settings) {
      const row = home.querySelector(`#controls-${name}`)?.closest('.control');
      if (!(row instanceof HTMLElement)) continue;
      row.classList.toggle('withheld', !offered.has(name));
      hasSettings ||= offered.has(name);
      if (locked.has(name)) lockFields(row);
    }
    home.classList.toggle('without-settings', !hasSettings);
    home.classList.toggle('without-models', !isFree('model'));
    home.classList.toggle('without-text', !offered.has('text'));
    home.classList.toggle('without-examples', !isFree('examples') || !isFree('text'));
    home.classList.toggle('without-trials', !isFree('text'));
    home.classList.toggle('without-switch', !isFree('ablate'));
    const sentence = home.querySelector('#text-input');
    if (sentence instanceof HTMLTextAreaElement) {
      sentence.readOnly = !isFree('text');
      if (locked.has('text')) lockSentence(sentence);
    }
    for (const [name, parts] of Object.entries(SHOWN_BY)) {
      if (locked.has(name)) home.querySelectorAll(parts).forEach(/** @type {any} */ (markLocked));
    }
    const strip = home.querySelector('#pipeline-strip');
    if (strip instanceof HTMLElement && locked.has('step')) lockFields(strip);
  }

  return {
    apply,
    /** The views make fields anew, and open what they had shut. @param {HTMLElement} home */
    applyAgain(home) {
      if (locked.size > 0) apply(home);
    },

    /** @param {Partial<RequestState>} patch @returns {Partial<RequestState>} */
    request(patch) {
      // Heads that are off belong to the model that had them.
      const isModel = 'model' in patch && isFree('model');
      return free(patch, (name) => (name === 'ablate' && isModel ? 'model' : name));
    },
    /** @param {Partial<Selection>} selection @returns {Partial<Selection>} */
    selection: (selection) => free(selection, controlOf),
    /** @param {Partial<ViewState>} patch @returns {Partial<ViewState>} */
    view(patch) {
      const isSetting = (/** @type {string} */ name) => name === 'head' || name === 'cell';
      return /** @type {any} */ (
        Object.fromEntries(
          Object.entries(patch).filter(
            ([name]) => !isSetting(controlOf(name)) || isFree(controlOf(name)),
          ),
        )
      );
    },
  };
}
