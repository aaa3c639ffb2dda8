/** What exported files and copied programs are called, and what they say about themselves. */
import { versionedName } from '../state/version.js';

export const RANDOM_NOTICE =
  'Untrained random weights: the arithmetic is real, the pattern means nothing.';

/**
 * "head-2.3-weights", "layer-1-x", "layer-1-mean-weights"; before it the model, where it is random or has a version.
 * @param {import('../views/steps.js').Step} step
 * @param {{ layer: number, head: number }} selection
 * @param {string} model
 */
export function fileName(step, { layer, head }, model) {
  const layerName = `layer-${layer + 1}`;
  const owner = head < 0 ? `${layerName}-mean` : `head-${layer + 1}.${head + 1}`;
  const named = versionedName(model);
  const isNamed = model === 'random' || named.includes('.');
  const parts = [isNamed ? named : '', step.perHead ? owner : layerName, step.name];
  return parts.filter(Boolean).join('-');
}

/**
 * What computed it: "reader, mask causal", "random, seed 1, temperature 0.5".
 * @param {import('../types.js').EffectiveRequest} request
 */
export function sourceText({ model, mask, scale, temperature, ablate, seed, tokenizer }) {
  return [
    `model ${versionedName(model)}`,
    model === 'random' && `seed ${seed}`,
    model === 'random' && tokenizer !== 'words' && `tokens: ${tokenizer}`,
    `mask ${mask}`,
    scale !== 'sqrt' && `scale ${scale}`,
    temperature !== 1 && `temperature ${temperature}`,
    ablate !== 'none' && `switched off: ${ablate}`,
  ]
    .filter(Boolean)
    .join(', ');
}
