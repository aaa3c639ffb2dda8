import { labelled, onGesture, property, setUnlessTyping } from './control.js';
import { element } from './dom.js';

/**
 * @typedef {import('../types.js').Actions} Actions
 * @typedef {'layers' | 'heads' | 'width' | 'seed' | 'temperature'} NumberName
 */

/**
 * A number of the request. One outside its range is sent all the same, and refused; nothing is sent for an empty field.
 * @param {Pick<Actions, 'setRequest'>} actions
 * @param {NumberName} name
 * @param {(text: string) => void} onEmpty what to say about it
 * @returns {import('./control.js').Control}
 */
export function createNumberControl(actions, name, onEmpty) {
  const { type, minimum = 0, maximum = Infinity, help } = property(name);
  const field = element('input', {
    id: `controls-${name}`,
    type: 'number',
    min: minimum,
    max: maximum,
    step: type === 'whole' ? 1 : 'any',
    title: help,
    class: name === 'seed' ? 'long-number' : 'small-number',
  });
  onGesture(field, (value, history) => {
    if (value !== '') actions.setRequest({ [name]: Number(value) }, { history });
    else if (field.validity.badInput) onEmpty(`${name} is a number; ${inForce} stays in force.`);
    else onEmpty(`${name} is empty; ${inForce} stays in force.`);
  });
  // Left empty, the field goes back to what is in force.
  let inForce = '';
  field.addEventListener('blur', () => {
    if (field.value !== '') return;
    field.value = inForce;
    onEmpty('');
  });
  return {
    row: labelled(name, field),
    field,
    fault() {
      const value = Number(field.value);
      const isRight = type !== 'whole' || Number.isInteger(value);
      if (isRight && value >= minimum && value <= maximum) return '';
      const kind = type === 'whole' ? 'a whole number' : 'a number';
      const [from, to] = [minimum, maximum].map((limit) => limit.toLocaleString('en'));
      return `${name} is ${kind} from ${from} to ${to}, not ${field.value}.`;
    },
    show(request) {
      inForce = String(request[name]);
      setUnlessTyping(field, inForce);
    },
  };
}
