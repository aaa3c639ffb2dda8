import { exactDigits } from '../render/number_text.js';
import { labelled, property, setChoice } from './control.js';
import { element } from './dom.js';
import { attachNumber } from './number_control.js';

/** @typedef {import('../types.js').Actions} Actions */

/** As far as the core takes it, either way. */
const LARGEST = 1e6;

/**
 * What the scores are multiplied by: 1/√d_k, nothing, or a number.
 * @param {Pick<Actions, 'setRequest'>} actions
 * @param {(fault: string) => void} onFault '' where nothing is wrong
 */
export function createScaleControl(actions, onFault) {
  const choice = element(
    'select',
    { id: 'controls-scale', title: property('scale').help },
    element('option', { value: 'sqrt' }, '1/√d_k'),
    element('option', { value: 'none' }, 'none'),
    element('option', { value: 'number' }, 'a number'),
  );
  const field = element('input', {
    id: 'controls-scale-number',
    type: 'number',
    step: 'any',
    class: 'scale-number',
    'aria-label': 'scale as a number',
  });
  let inForce = 'sqrt';
  let asked = { width: 1, heads: 1 };
  /** Of a trained model. @type {{ width: number, heads: number } | null} */
  let own = null;

  /** “A number” begins where the scale is, so that choosing it changes nothing yet. */
  function firstNumber() {
    const { width, heads } = own ?? asked;
    return inForce === 'none' ? '1' : exactDigits(1 / Math.sqrt(width / heads));
  }

  choice.addEventListener('change', () => {
    onFault('');
    actions.setRequest({ scale: choice.value === 'number' ? firstNumber() : choice.value });
  });
  const number = attachNumber(
    field,
    { name: 'scale', minimum: -LARGEST, maximum: LARGEST },
    (scale, history) => actions.setRequest({ scale }, { history }),
    onFault,
  );
  return {
    row: labelled('scale', choice, field),
    field,
    /** @param {Readonly<import('../types.js').RequestState>} request */
    show({ scale, width, heads }) {
      inForce = scale;
      asked = { width, heads };
      const isNumber = scale !== 'sqrt' && scale !== 'none';
      setChoice(choice, isNumber ? 'number' : scale);
      field.hidden = !isNumber;
      if (isNumber) number.show(scale);
    },
    /** @param {import('../types.js').ModelFacts | null} facts */
    showFacts(facts) {
      own = facts;
    },
  };
}
