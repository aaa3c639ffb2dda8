/** A phone's further settings, above the bar at the bottom: what opens them closes them, and so do Escape and a tap elsewhere. */
import { treeOf } from './dom.js';

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} sheet
 * @param {HTMLElement} settings holds both
 * @param {AbortSignal} [signal]
 */
export function attachSheet(button, sheet, settings, signal) {
  const isOpen = () => sheet.classList.contains('open');
  const show = (/** @type {boolean} */ open) => {
    sheet.classList.toggle('open', open);
    button.setAttribute('aria-expanded', String(open));
  };
  button.addEventListener('click', () => show(!isOpen()));
  const tree = treeOf(settings);
  tree.addEventListener(
    'pointerdown',
    ({ target }) => {
      if (isOpen() && !settings.contains(/** @type {Node} */ (target))) show(false);
    },
    { signal },
  );
  tree.addEventListener(
    'keydown',
    (event) => {
      if (/** @type {KeyboardEvent} */ (event).key !== 'Escape' || !isOpen()) return;
      show(false);
      button.focus();
    },
    { signal },
  );
}
