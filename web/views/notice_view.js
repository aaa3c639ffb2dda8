/** The line on top of the page that says what went wrong, or what has just been done. */
import { element } from './dom.js';

/**
 * @typedef {object} Notice
 * @property {'error' | 'info' | 'done'} kind  done: over the page for a moment, nothing moves
 * @property {string} text
 * @property {{ label: string, run: () => void }} [action]
 */

const DONE_MS = 4000;

/** @param {HTMLElement} root a live region */
export function createNotice(root) {
  root.hidden = true;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;

  function clear() {
    clearTimeout(leaving);
    root.hidden = true;
    root.replaceChildren();
  }

  return {
    /** @param {Notice} notice */
    show({ kind, text, action }) {
      const close = element(
        'button',
        { type: 'button', class: 'quiet', 'aria-label': 'Close' },
        '×',
      );
      close.addEventListener('click', clear);
      const parts = [element('p', {}, text)];
      if (action) {
        const button = element('button', { type: 'button', class: 'link' }, action.label);
        button.addEventListener('click', action.run);
        parts[0].append(' ', button);
      }
      clearTimeout(leaving);
      if (kind === 'done') leaving = setTimeout(clear, DONE_MS);
      root.dataset.kind = kind;
      root.hidden = false;
      root.replaceChildren(...parts, close);
    },
    /** Takes away an error that no longer holds; what is only information stays until it is closed. */
    clearError() {
      if (root.dataset.kind === 'error') clear();
    },
    clear,
  };
}
