import { labelled, onGesture, setChoice, setUnlessTyping } from './control.js';
import { element } from './dom.js';

/** @typedef {import('../types.js').Actions} Actions */

/** Where byte-pair begins, and the slider's end: a short text has no more pairs to merge. */
const FIRST_MERGES = 8;
const MOST_MERGES = 200;

const choices = [
  ['words', 'words'],
  ['characters', 'characters'],
  ['bytepair', 'byte-pair'],
  ['gpt2', 'GPT-2’s'],
];

/**
 * How the text is cut into tokens.
 * @param {Pick<Actions, 'setRequest'>} actions
 */
export function createTokenizerControl(actions) {
  const field = element('select', { id: 'controls-tokenizer' });
  for (const [value, label] of choices) field.append(element('option', { value }, label));
  const slider = element('input', {
    id: 'controls-merges',
    type: 'range',
    min: 0,
    max: MOST_MERGES,
    'aria-label': 'merges',
  });
  const count = element('output', { for: slider.id });
  const merges = element('span', { class: 'merges', hidden: true }, slider, count);
  const status = element('span', { class: 'soft', role: 'status', hidden: true });

  field.addEventListener('change', () => {
    const tokenizer = field.value === 'bytepair' ? `bytepair:${FIRST_MERGES}` : field.value;
    actions.setRequest({ tokenizer });
  });
  onGesture(slider, (value, history) => {
    actions.setRequest({ tokenizer: `bytepair:${value}` }, { history });
  });

  return {
    row: labelled('tokens', field, merges, status),
    field,
    /** @param {{ tokenizer: string }} request */
    show({ tokenizer }) {
      const [name, learned = ''] = tokenizer.split(':');
      setChoice(field, name);
      merges.hidden = name !== 'bytepair';
      if (name !== 'bytepair') return;
      if (Number(learned) > Number(slider.max)) slider.max = learned;
      setUnlessTyping(slider, learned);
      count.textContent = learned === '1' ? '1 merge' : `${learned} merges`;
    },
    /** @param {'started' | 'done' | 'failed'} progress */
    showLoading(progress) {
      status.hidden = progress !== 'started';
      status.replaceChildren(
        ...(progress === 'started'
          ? [element('progress', { 'aria-label': 'Loading GPT-2’s' }), ' loading']
          : []),
      );
    },
  };
}
