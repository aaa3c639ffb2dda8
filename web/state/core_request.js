/**
 * From the page's request to the core's: a trained model brings its own shape, words and seed, so that the page's are not
 * sent along; they wait for the random model to be chosen again. The bigram is the page's alone: it has no attention that
 * the core could trace.
 */

/** @typedef {import('../types.js').RequestState} RequestState */

/** What the model is called that has no attention; web/doors/bigram.js shows what it has instead. */
export const BIGRAM = 'bigram';

/** The reader's twin that was trained with the causal mask. */
export const CAUSAL_READER = 'reader-causal';

/** The properties that belong to a trained model. */
export const OWNED_BY_MODEL = Object.freeze(['tokenizer', 'layers', 'heads', 'width', 'seed']);

/** @param {{ model: string }} request */
export const isTrained = ({ model }) => model !== 'random';

/** Whether there is a trace to draw. @param {{ model: string }} request */
export const hasAttention = ({ model }) => model !== BIGRAM;

/**
 * @param {Readonly<RequestState>} request
 * @returns {import('../../wasm/playground.js').PlaygroundRequest}
 */
export function coreRequest(request) {
  if (!isTrained(request)) return request;
  const entries = Object.entries(request).filter(([name]) => !OWNED_BY_MODEL.includes(name));
  return /** @type {any} */ (Object.fromEntries(entries));
}
