/**
 * Numbers that can be looked at closely: each shows four digits and carries all of them, on hover, on focus and on copy.
 * A group of them is one tab stop; arrow keys move inside it as on screen.
 */
import { exact, exactDigits, short } from '../render/number_text.js';
import { element, treeOf } from './dom.js';

const GROUP = '[data-numbers]';

/**
 * @param {Record<string, string>} [attributes]
 * @returns {HTMLDataElement}
 */
export const numberElement = (attributes = {}) =>
  element('data', { class: 'number', tabindex: -1, ...attributes });

/**
 * @param {HTMLDataElement} number
 * @param {number} value
 * @param {string} [text]  how it is written, if not with four digits
 */
export function setNumber(number, value, text = short(value)) {
  if (number.textContent !== text) number.textContent = text;
  const digits = exactDigits(value);
  if (number.value === digits) return;
  number.value = digits;
  number.title = exact(value);
}

/**
 * Makes sure that every group in a view can be reached by the Tab key; to be called when its numbers have changed.
 * @param {HTMLElement} root
 */
export function ensureTabStops(root) {
  for (const group of root.querySelectorAll(GROUP)) {
    if (!group.querySelector('.number[tabindex="0"]')) {
      group.querySelector('.number')?.setAttribute('tabindex', '0');
    }
  }
}

/** @param {EventTarget | null} target  @returns {HTMLDataElement | null} */
const numberAt = (target) =>
  target instanceof Element
    ? /** @type {HTMLDataElement | null} */ (target.closest('data.number'))
    : null;

/** How an arrow key counts a step to the right and one down. @type {Record<string, [number, number]>} */
const WAYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** @param {Element} number */
function middleOf(number) {
  const { left, top, width, height } = number.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/**
 * @param {HTMLDataElement} from
 * @param {string} key
 * @returns {HTMLElement | null} the number that the key leads to
 */
function neighbour(from, key) {
  const all = /** @type {HTMLElement[]} */ ([
    ...(from.closest(GROUP)?.querySelectorAll('.number') ?? []),
  ]).filter((number) => number.checkVisibility());
  if (key === 'Home') return all[0];
  if (key === 'End') return all[all.length - 1];
  if (!(key in WAYS)) return null;
  const [right, down] = WAYS[key];
  const start = middleOf(from);
  let nearest = null;
  let least = Infinity;
  for (const number of all) {
    const { x, y } = middleOf(number);
    const ahead = (x - start.x) * right + (y - start.y) * down;
    const aside = Math.abs((x - start.x) * down) + Math.abs((y - start.y) * right);
    // Leaving the line costs more than a long way along it.
    const cost = ahead + 4 * aside;
    if (ahead > 2 && cost < least) [nearest, least] = [number, cost];
  }
  return nearest;
}

/**
 * The selected text with every number written in full.
 * @param {Range} range
 */
function textInFull(range) {
  const holder = element('div');
  holder.append(range.cloneContents());
  for (const number of holder.querySelectorAll('data.number')) {
    number.textContent = /** @type {HTMLDataElement} */ (number).value;
  }
  for (const cell of holder.querySelectorAll('data, th, td, [role=rowheader]')) cell.after(' ');
  for (const line of holder.querySelectorAll('tr, li, p, h2, h3, [role=row]')) line.after('\n');
  return holder.textContent ?? '';
}

/**
 * Gives a view's numbers their behaviour.
 * @param {HTMLElement} root
 */
export function attachNumbers(root) {
  const bubble = element('div', { class: 'number-exact', 'aria-hidden': 'true', hidden: true });
  root.append(bubble);

  root.addEventListener('focusin', ({ target }) => {
    const number = numberAt(target);
    bubble.hidden = !number;
    if (!number) return;
    for (const other of number.closest(GROUP)?.querySelectorAll('.number[tabindex="0"]') ?? []) {
      other.setAttribute('tabindex', '-1');
    }
    number.setAttribute('tabindex', '0');
    bubble.textContent = number.title;
    const [inside, at] = [root.getBoundingClientRect(), number.getBoundingClientRect()];
    const left = Math.min(at.left - inside.left, inside.width - bubble.offsetWidth);
    bubble.style.setProperty('left', `${Math.max(0, left)}px`);
    bubble.style.setProperty('top', `${at.top - inside.top - bubble.offsetHeight - 3}px`);
  });
  root.addEventListener('focusout', () => {
    bubble.hidden = true;
  });
  root.addEventListener('keydown', (event) => {
    const number = numberAt(event.target);
    if (!number || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = neighbour(number, event.key);
    if (next) next.focus();
    if (next || event.key in WAYS) event.preventDefault();
  });
  root.addEventListener('copy', (event) => {
    const selection = getSelection();
    const focused = numberAt(treeOf(root).activeElement);
    if (selection && !selection.isCollapsed) {
      event.clipboardData?.setData('text/plain', textInFull(selection.getRangeAt(0)));
    } else if (focused) {
      event.clipboardData?.setData('text/plain', focused.value);
    } else {
      return;
    }
    event.preventDefault();
  });
}
