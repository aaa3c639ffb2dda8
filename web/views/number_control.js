import { nearestWidth } from '../state/width.js';
import { grouped } from '../render/number_text.js';
import { labelled, onGesture, property, setUnlessTyping } from './control.js';
import { element } from './dom.js';

/**
 * @typedef {import('../types.js').Actions} Actions
 * @typedef {'layers' | 'heads' | 'width' | 'seed' | 'temperature'} NumberName
 *
 * @typedef {object} NumberRules
 * @property {string} name
 * @property {boolean} [isWhole]
 * @property {number} minimum
 * @property {number} maximum
 */

/**
 * Hands on what is a value, and nothing else: of the rest it says what is wrong, and which value stays in force. A field
 * that is left with something wrong in it goes back to that value.
 * @param {HTMLInputElement} field
 * @param {NumberRules & { faultOf?: (value: number) => string }} rules faultOf: of a number within the limits
 * @param {(text: string, history: 'push' | 'replace') => void} take
 * @param {(fault: string) => void} say '' where nothing is wrong
 */
export function attachNumber(field, { name, isWhole, minimum, maximum, faultOf }, take, say) {
  let inForce = '';
  const [from, to] = [minimum, maximum].map(grouped);
  const wanted = `${name} is ${isWhole ? 'a whole number' : 'a number'} from ${from} to ${to}`;

  function fault() {
    if (field.validity.badInput) return wanted;
    if (field.value === '') return `${name} is empty`;
    const value = Number(field.value);
    const isRight = value >= minimum && value <= maximum && (!isWhole || Number.isInteger(value));
    return isRight ? (faultOf?.(value) ?? '') : `${wanted}, not ${field.value}`;
  }

  onGesture(field, (text, history) => {
    const found = fault();
    say(found && `${found}; ${inForce} stays in force.`);
    if (found !== '') return false;
    take(text, history);
    return true;
  });
  field.addEventListener('blur', () => {
    if (fault() === '') return;
    // What was typed is gone with this: why, can still be read.
    if (field.value === '' && !field.validity.badInput) say('');
    field.value = inForce;
    field.removeAttribute('aria-invalid');
  });
  return {
    /** @param {string} value */
    show(value) {
      inForce = value;
      setUnlessTyping(field, value);
    },
  };
}

/**
 * A number of the request.
 * @param {Pick<Actions, 'setRequest'>} actions
 * @param {NumberName} name
 * @param {(fault: string) => void} onFault '' where nothing is wrong
 * @returns {import('./control.js').Control}
 */
export function createNumberControl(actions, name, onFault) {
  const { type, minimum = 0, maximum = Infinity, help } = property(name);
  const isWhole = type === 'whole';
  const field = element('input', {
    id: `controls-${name}`,
    type: 'number',
    min: minimum,
    max: maximum,
    step: isWhole ? 1 : 'any',
    title: help,
    class: name === 'seed' ? 'long-number' : 'small-number',
  });
  let heads = 1;
  /** @param {number} value */
  function faultOf(value) {
    if (name !== 'width' || value % heads === 0) return '';
    const near = nearestWidth(value, heads, maximum);
    return `width is a multiple of ${heads} heads, like ${near}, not ${value}`;
  }
  const rules = { name, isWhole, minimum, maximum, faultOf };
  const number = attachNumber(
    field,
    rules,
    (text, history) => actions.setRequest({ [name]: Number(text) }, { history }),
    onFault,
  );
  return {
    row: labelled(name, field),
    field,
    show(request) {
      ({ heads } = request);
      number.show(String(request[name]));
    },
  };
}
