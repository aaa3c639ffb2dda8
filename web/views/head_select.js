/** The head as a menu, for the phone's bottom bar. */
import { labelled } from './control.js';
import { element } from './dom.js';

/**
 * @typedef {import('../types.js').Actions} Actions
 * @typedef {import('../types.js').State} State
 */

/** More heads than this are listed one layer at a time. */
const MOST_LISTED = 256;

/** @param {Pick<Actions, 'select'>} actions */
export function createHeadSelect(actions) {
  const field = element('select', { id: 'controls-head' });
  const row = labelled('head', field);
  row.classList.add('phone-only');
  let listed = '';
  /** @type {State | null} */
  let shown = null;
  /** What a trained model brings of its own. @type {import('../types.js').ModelFacts | null} */
  let ownShape = null;
  field.addEventListener('change', () => {
    const [layer, head] = field.value.split('.').map(Number);
    actions.select({ layer, head });
  });

  const draw = () => {
    if (!shown) return;
    const { layer, head } = shown.view;
    const { layers, heads } = ownShape ?? shown.request;
    const countable = layers >= 1 && heads >= 1 && layers <= 96 && heads <= 96;
    if (!countable) return;
    const all = layers * heads <= MOST_LISTED;
    const list = `${layers} ${heads} ${all ? '' : layer}`;
    if (list !== listed) {
      listed = list;
      const listedLayers = all ? Array.from({ length: layers }, (_, index) => index) : [layer];
      field.replaceChildren(...listedLayers.flatMap((each) => optionsOf(each, heads)));
    }
    field.value = `${Math.min(layer, layers - 1)}.${Math.min(head, heads - 1)}`;
  };

  return {
    row,
    /** @param {State} state */
    show(state) {
      shown = state;
      draw();
    },
    /** @param {import('../types.js').ModelFacts | null} facts */
    showFacts(facts) {
      ownShape = facts;
      draw();
    },
  };
}

/**
 * Values count from 0, labels from 1; −1 is the mean.
 * @param {number} layer
 * @param {number} heads
 */
function optionsOf(layer, heads) {
  const options = [];
  for (let head = 0; head < heads; head += 1) {
    options.push(element('option', { value: `${layer}.${head}` }, `${layer + 1}.${head + 1}`));
  }
  options.push(element('option', { value: `${layer}.-1` }, `${layer + 1}.mean`));
  return options;
}
