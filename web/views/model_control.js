/** The menu of models: what each one sees, in a few words. */
import { BIGRAM, CAUSAL_READER } from '../state/core_request.js';
import { OWN_MODEL } from '../state/url.js';
import { VERSIONED } from '../state/version.js';
import { labelled, setChoice } from './control.js';
import { element } from './dom.js';

/** The trained ones first. */
const MODELS = Object.freeze({
  reader: 'reader: sees both sides, like BERT',
  writer: 'writer: sees only the past, like GPT',
  random: 'random: untrained',
  [BIGRAM]: 'bigram: no attention',
});

/**
 * @param {import('../types.js').Actions} actions
 * @returns {import('./control.js').Control & { offerOwn: (label: string) => void }}
 */
export function createModelControl(actions) {
  const field = element('select', { id: 'controls-model' });
  for (const [value, label] of Object.entries(MODELS)) {
    field.append(element('option', { value }, label));
  }
  /** In a phone's bar, where the menu shows nothing before it opens. */
  const name = element('span', { class: 'bar-name', 'aria-hidden': 'true' });
  const own = element('option', { value: OWN_MODEL });
  const causal = element('option', { value: CAUSAL_READER }, 'reader, causal: sees only the past');
  const version = element('option', {});
  // Heads that are off belong to the model that had them.
  field.addEventListener('change', () =>
    actions.setRequest({ model: field.value, ablate: 'none' }),
  );
  return {
    row: labelled('model', field, name),
    field,
    show({ model }) {
      // Beside the reader, for who wants to compare: no choice of the first glance.
      if (model === CAUSAL_READER) field.append(causal);
      if (VERSIONED.test(model)) {
        version.value = model;
        version.textContent = model.replace('.', ' ');
        field.append(version);
      }
      setChoice(field, model);
      [name.textContent] = field.selectedOptions[0].text.split(':');
    },
    /** The visitor's own model; a later one takes its place. */
    offerOwn(label) {
      own.textContent = label;
      field.append(own);
    },
  };
}
