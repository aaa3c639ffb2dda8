import { exactDigits } from '../render/number_text.js';
import { labelled, onGesture, property, setUnlessTyping } from './control.js';
import { element } from './dom.js';

/** @typedef {import('../types.js').Actions} Actions */

/**
 * What the scores are multiplied by: 1/√d_k, nothing, or a number.
 * @param {Pick<Actions, 'setRequest'>} actions
 * @returns {import('./control.js').Control}
 */
export function createScaleControl(actions) {
  const field = element(
    'select',
    { id: 'controls-scale', title: property('scale').help },
    element('option', { value: 'sqrt' }, '1/√d_k'),
    element('option', { value: 'none' }, 'none'),
    element('option', { value: 'number' }, 'a number'),
  );
  const number = element('input', {
    id: 'controls-scale-number',
    type: 'number',
    step: 'any',
    class: 'scale-number',
    'aria-label': 'scale as a number',
  });
  let headWidth = 1;
  field.addEventListener('change', () => {
    // “A number” begins where 1/√d_k is, so that choosing it changes nothing yet.
    const scale = field.value === 'number' ? exactDigits(1 / Math.sqrt(headWidth)) : field.value;
    actions.setRequest({ scale });
  });
  onGesture(number, (value, history) => {
    if (value !== '') actions.setRequest({ scale: value }, { history });
  });
  return {
    row: labelled('scale', field, number),
    field,
    show({ scale, width, heads }) {
      headWidth = Math.max(1, width / heads);
      const isNumber = scale !== 'sqrt' && scale !== 'none';
      field.value = isNumber ? 'number' : scale;
      number.hidden = !isNumber;
      if (isNumber) setUnlessTyping(number, scale);
    },
  };
}
