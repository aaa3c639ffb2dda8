/**
 * What is seen where somebody else takes the pronoun's place: the trial that tells a head which looks for a pronoun's noun
 * from one that looks from any subject.
 */
import { grouped, percent } from '../render/number_text.js';
import { headName } from './caption_text.js';
import { element } from './dom.js';
import { roleOf } from './head_role.js';

/** @param {import('../types.js').Frame} frame */
function textOf({ trace, selection }) {
  const { facts, tokens } = trace;
  const at = tokens.findIndex(({ text }) => text === 'else');
  const subject = tokens[at - 1]?.text ?? '';
  if (!selection || !facts?.scores?.control || !/^some(thing|one)$/.test(subject)) return '';
  const { layer, head } = selection;
  if (roleOf(facts, layer, head) !== 'pronoun') return '';
  const { control } = facts.scores;
  const i = layer * facts.heads + head;
  return `A control: “${subject} else” refers to no word of the story, so its row should not point as a pronoun’s does. In ${grouped(control.cases)} such sentences the row of “else” points to the pronoun’s noun in ${percent(control.else[i])} in ${headName(layer, head)}, that of the pronoun in ${percent(control.pronoun[i])}: the nearer the two, the more this head goes by the place in the sentence and not by the pronoun.`;
}

export function createControlLine() {
  const line = element('p', { class: 'unknown-line soft', hidden: true });
  return {
    line,
    /** @param {import('../types.js').Frame} frame */
    show(frame) {
      line.textContent = textOf(frame);
      line.hidden = line.textContent === '';
    },
  };
}
