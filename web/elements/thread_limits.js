/** How the page's own thread computes, where it has to: not too much, and in slices that no page stands still for. */
import { coreRequest } from '../state/core_request.js';
import { grouped } from '../render/number_text.js';
import { inTurn } from './pacing.js';

/**
 * @typedef {import('../../wasm/playground.js').Playground} Playground
 * @typedef {import('../types.js').EffectiveRequest} EffectiveRequest
 */

/** N. */
const MOST_TOKENS = 256;

/** After so long another slice begins; with its longest step, some 15 ms on a laptop, a slice stays well under 50. */
const SLICE_MS = 15;

/**
 * @param {Playground} playground
 * @param {EffectiveRequest} request
 * @returns {string} '' where it can be computed
 */
export function refusalOnThread(playground, request) {
  // Each token is at least a byte: a text that is far too long need not be cut to know.
  const { text } = request;
  const isHopeless = text.length > 64 * MOST_TOKENS;
  const N = isHopeless ? Infinity : playground.tokenize(coreRequest(request)).length;
  if (N <= MOST_TOKENS) return '';
  const had = isHopeless ? 'far too many' : grouped(N);
  return `This text has ${had} tokens. This page does not allow a worker for the playground, and without one texts of up to ${MOST_TOKENS} tokens are computed.`;
}

/**
 * @param {Playground} playground
 * @param {EffectiveRequest} request
 */
export async function computeInSlices(playground, request) {
  const steps = playground.steps(coreRequest(request));
  let begun = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - begun > SLICE_MS) {
      await inTurn(() => {});
      begun = performance.now();
    }
  }
}
