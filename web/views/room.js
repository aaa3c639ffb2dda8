/**
 * How much room there is below an element: in the window, or in what holds a part of the page inside another page (an
 * element with the class `room`).
 */

/** CSS pixels kept free at the lower edge. */
const MARGIN = 8;
/** CSS pixels, as in the style sheets. */
const NARROW = 720;
/** A part of the playground needs less than all of it. */
const NARROW_EMBED = 520;

/**
 * In the window, when the page is scrolled to its top.
 * @param {Element} element
 * @returns {number} CSS pixels
 */
export function roomBelow(element) {
  const { top } = element.getBoundingClientRect();
  const room = element.closest('.room');
  // A frame is made as high as its content is: that is no room of its own.
  if (!room && parent !== window && element.closest('.playground')) return 0;
  if (!room) return innerHeight - (top + scrollY) - MARGIN;
  return room.clientHeight - (top - room.getBoundingClientRect().top + room.scrollTop) - MARGIN;
}

/** Whether there is as little width as on a phone. @param {Element} element */
export function isNarrow(element) {
  const embed = element.closest('.playground');
  return embed ? embed.clientWidth <= NARROW_EMBED : innerWidth <= NARROW;
}
