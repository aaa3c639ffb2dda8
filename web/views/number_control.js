import { labelled, onGesture, property, setUnlessTyping } from './control.js';
import { element } from './dom.js';

/**
 * @typedef {import('../types.js').Actions} Actions
 * @typedef {'layers' | 'heads' | 'width' | 'seed' | 'temperature'} NumberName
 */

/**
 * A number of the request. One outside its range is sent all the same: the core says what is wrong with it.
 * @param {Pick<Actions, 'setRequest'>} actions
 * @param {NumberName} name
 * @param {string} label
 * @returns {import('./control.js').Control}
 */
export function createNumberControl(actions, name, label) {
  const { type, minimum, maximum, help } = property(name);
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
  });
  // Left empty, the field goes back to what is in force.
  let inForce = '';
  field.addEventListener('blur', () => {
    if (field.value === '') field.value = inForce;
  });
  return {
    row: labelled(label, field),
    field,
    show(request) {
      inForce = String(request[name]);
      setUnlessTyping(field, inForce);
    },
  };
}
