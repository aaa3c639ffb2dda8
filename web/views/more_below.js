/** Scroll bars that hide themselves do not say that there is more: the style sheet fades the lower edge of such a box. */

/** CSS pixels that nobody would miss. */
const NOTHING = 4;

/**
 * @param {HTMLElement} scroller
 * @param {Iterable<Element>} content whose size decides how much there is
 * @param {AbortSignal} [signal]
 */
export function markMoreBelow(scroller, content, signal) {
  const mark = () => {
    const { scrollHeight, clientHeight, scrollTop } = scroller;
    scroller.classList.toggle('more-below', scrollHeight - clientHeight - scrollTop > NOTHING);
  };
  scroller.addEventListener('scroll', mark, { passive: true, signal });
  const sizes = new ResizeObserver(mark);
  for (const one of [scroller, ...content]) sizes.observe(one);
  signal?.addEventListener('abort', () => sizes.disconnect());
}
