/** For the front of a room: large type, and keys that step through prepared states. */
import { element } from '../views/dom.js';

const TYPE = 1.5;
/** By the sheet that they enlarge. @type {WeakMap<CSSStyleSheet, CSSStyleSheet>} */
const enlarged = new WeakMap();
/** The other way. @type {WeakMap<CSSStyleSheet, CSSStyleSheet>} */
const originals = new WeakMap();
/** These have places of a fixed size. */
const FIXED = /head-|heads-/;

/** @param {CSSStyleSheet} sheet */
function enlarge(sheet) {
  const known = enlarged.get(sheet);
  if (known) return known;
  const rules = [...sheet.cssRules].map(({ cssText }) =>
    FIXED.test(cssText.split('{')[0])
      ? cssText
      : cssText.replace(
          /(font-size|line-height): ([\d.]+)px/g,
          (_all, name, size) => `${name}: ${Number(size) * TYPE}px`,
        ),
  );
  const large = new CSSStyleSheet();
  large.replaceSync(rules.join('\n'));
  enlarged.set(sheet, large);
  originals.set(large, sheet);
  return large;
}

/**
 * @param {object} options
 * @param {HTMLElement} options.home
 * @param {number} options.count of prepared states; the first is the one that the embed begins with
 * @param {(index: number) => void} options.show
 */
export function createPresentation({ home, count, show }) {
  const tree = /** @type {ShadowRoot} */ (home.getRootNode());
  tree.adoptedStyleSheets = tree.adoptedStyleSheets.map(enlarge);
  home.style.setProperty('--type', String(TYPE));
  let now = 0;
  const where = element('span', { 'aria-live': 'polite' });
  const back = element('button', { type: 'button', class: 'quiet', 'aria-label': 'Back' }, '‹');
  const on = element('button', { type: 'button', class: 'quiet', 'aria-label': 'Next' }, '›');
  const line = element(
    'div',
    { class: 'steps', part: 'steps', role: 'group', 'aria-label': 'Prepared states' },
    ...[back, where, on],
  );

  /** @param {number} index */
  function go(index) {
    const next = Math.max(0, Math.min(count - 1, index));
    if (next !== now) show(next);
    now = next;
    where.textContent = `${now + 1} / ${count}`;
    // Disabled they would lose the focus, and with it the keys.
    back.setAttribute('aria-disabled', String(now === 0));
    on.setAttribute('aria-disabled', String(now === count - 1));
  }
  if (count > 1) {
    home.prepend(line);
    home.tabIndex = 0;
    go(0);
  }
  back.addEventListener('click', () => go(now - 1));
  on.addEventListener('click', () => go(now + 1));
  // Presenters' remote controls send PageUp and PageDown; arrows where no view has a use for them.
  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.defaultPrevented || target.closest('textarea, input, select')) return;
    const step = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 }[event.key];
    if (!step || count < 2) return;
    event.preventDefault();
    event.stopPropagation();
    go(now + step);
  }
  home.addEventListener('keydown', onKey);
  return {
    end() {
      home.removeEventListener('keydown', onKey);
      home.removeAttribute('tabindex');
      home.style.removeProperty('--type');
      tree.adoptedStyleSheets = tree.adoptedStyleSheets.map(
        (sheet) => originals.get(sheet) ?? sheet,
      );
    },
  };
}
