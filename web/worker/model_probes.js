/**
 * What is asked of models beside the page's own trace: the second worker is started with the first question, and given
 * the visitor's own model where the question is about it.
 */
import { OWN_MODEL } from '../state/url.js';
import { createLearner } from './learner_client.js';

/** @typedef {import('./learner_messages.js').LearnerCalls} LearnerCalls */

/** @param {() => Uint8Array | undefined} ownModel the visitor's, as a safetensors file */
export function createModelProbes(ownModel) {
  const learner = createLearner();

  return {
    /** @type {LearnerCalls['facts']} */
    facts: (model) => learner.facts(model),
    /** @type {LearnerCalls['counterExamples']} */
    async counterExamples(model, ...rest) {
      if (model === OWN_MODEL) await learner.load(model, ownModel());
      return learner.counterExamples(model, ...rest);
    },
  };
}
