/** What can be computed on the page's own thread without the page standing still for longer than 50 ms. */
import { coreRequest } from '../state/core_request.js';

/** N. */
export const MOST_TOKENS = 256;
/** Multiplications and additions of one run: 5 to 15 ms on a laptop's core. */
const MOST_OPERATIONS = 120e6;

const WHY =
  'This page does not allow a worker for the playground, so that it computes on the page’s own thread';

/**
 * @param {import('../../wasm/playground.js').Playground} playground
 * @param {import('../types.js').EffectiveRequest} request
 * @returns {string} '' where it can be computed
 */
export function refusalOnThread(playground, request) {
  // Each token is at least a byte: a text that is far too long need not be cut to know.
  const { text } = request;
  const isHopeless = text.length > 64 * MOST_TOKENS;
  const N = isHopeless ? Infinity : playground.tokenize(coreRequest(request)).length;
  if (N > MOST_TOKENS) {
    return `${WHY}: texts of up to ${MOST_TOKENS} tokens.`;
  }
  if (request.model !== 'random') return '';
  const { layers, width: D } = request;
  const operations = layers * (8 * N * D * D + 4 * N * N * D);
  return operations > MOST_OPERATIONS
    ? `${WHY}: fewer layers, a smaller width or a shorter text can be computed.`
    : '';
}
