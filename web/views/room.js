/** How much of the window is left below an element's top edge when the page is scrolled to its top. */

/** CSS pixels kept free at the window's lower edge. */
const MARGIN = 8;

/** @param {Element} element  @returns {number} CSS pixels */
export const roomBelow = (element) =>
  innerHeight - (element.getBoundingClientRect().top + scrollY) - MARGIN;
