/** Popovers of the platform (top layer, Escape, a tap outside closes), placed beside the button that opened them. */

const MARGIN = 8;

/**
 * Places an open popover below its anchor, or above where there is more room, and inside the window.
 * @param {HTMLElement} popover
 * @param {HTMLElement} anchor
 */
export function placeBeside(popover, anchor) {
  const at = anchor.getBoundingClientRect();
  const width = popover.offsetWidth;
  const height = popover.offsetHeight;
  const roomBelow = innerHeight - at.bottom;
  const below = roomBelow >= height + MARGIN || roomBelow >= at.top;
  const top = below ? at.bottom + 4 : at.top - height - 4;
  const left = Math.max(MARGIN, Math.min(at.left, innerWidth - width - MARGIN));
  // What is too high for either side may cover its anchor, but not leave the window.
  const lowest = innerHeight - height - MARGIN;
  popover.style.setProperty('top', `${Math.max(MARGIN, Math.min(top, lowest))}px`);
  popover.style.setProperty('left', `${left}px`);
}

/**
 * Makes a button that opens a popover.
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} popover needs an id
 */
export function attachPopover(button, popover) {
  popover.popover = 'auto';
  popover.classList.add('popover');
  button.setAttribute('popovertarget', popover.id);
  popover.addEventListener('toggle', () => {
    if (popover.matches(':popover-open')) placeBeside(popover, button);
  });
}
