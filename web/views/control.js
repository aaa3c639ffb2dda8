import { requestTable } from '../state/request_table.js';
import { element, treeOf } from './dom.js';

/**
 * @typedef {import('../types.js').RequestState} RequestState
 *
 * @typedef {object} Control one setting
 * @property {HTMLElement} row label and field
 * @property {HTMLElement} field what a message is about
 * @property {(request: Readonly<RequestState>) => void} show
 */

/**
 * A row of the table of request properties.
 * @param {keyof RequestState} name
 */
export function property(name) {
  const found = requestTable.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`The request table has no ${name}.`);
  return found;
}

/**
 * A label in front of its field.
 * @param {string} label
 * @param {HTMLElement} field needs an id
 * @param {...Node} more
 */
export function labelled(label, field, ...more) {
  return element(
    'div',
    { class: 'control' },
    element('label', { for: field.id }, label),
    field,
    ...more,
  );
}

/**
 * Calls back with every value on the way (typing, dragging, a spinner held down), and says which is the first of a
 * gesture: that one becomes an entry of the history, the others take its place.
 * @param {HTMLInputElement} input
 * @param {(value: string, history: 'push' | 'replace') => boolean | void} onValue false where it was not taken
 */
export function onGesture(input, onValue) {
  let begun = false;
  input.addEventListener('input', () => {
    const taken = onValue(input.value, begun ? 'replace' : 'push') !== false;
    begun ||= taken;
  });
  input.addEventListener('change', () => (begun = false));
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {string} value  '' removes the attribute
 */
export function setOrRemove(element, name, value) {
  if (value === '') element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * Only where it is another: Chromium looks through all fields of a page again, laying it out, wherever a choice is set.
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
export function setChoice(select, value) {
  if (select.value !== value) select.value = value;
}

/**
 * What is being typed stays as it is typed.
 * @param {HTMLInputElement} input
 * @param {string} value
 */
export function setUnlessTyping(input, value) {
  if (treeOf(input).activeElement !== input || input.type === 'range') input.value = value;
}
