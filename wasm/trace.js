// A trace as JavaScript sees it (types: playground.d.ts): the core's slices, each copied out of its memory at once.
import { unwrap } from './unwrap.js';

/** @import { Answer, CorePlayground, CoreTrace } from '../build/wasm/attention_core.js' */
/** @import { EffectiveRequest, Trace } from './playground.js' */

const NUMBERS = ['temperature', 'layers', 'heads', 'width', 'seed'];

/**
 * @param {Record<string, string>} values
 * @param {string} text
 * @returns {EffectiveRequest}
 */
function effectiveRequest(values, text) {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    NUMBERS.includes(name) ? Number(value) : value,
  ]);
  return { text, ...Object.fromEntries(entries) };
}

/**
 * @param {CorePlayground} playground
 * @param {CoreTrace} handle
 * @param {any} summary what it told of itself
 * @param {string} text
 * @param {(handle: CoreTrace) => void} handOn takes what is no longer needed
 * @returns {Trace}
 */
export function createTrace(playground, handle, summary, text, handOn) {
  let isDeleted = false;
  // What was handed on belongs to another trace by now.
  const living = () => {
    if (isDeleted) throw new Error('This trace was deleted.');
    return handle;
  };
  /** @param {Answer} answer  @param {any} [into]  an array of the caller's to fill */
  function copy(answer, into) {
    const view = unwrap(answer);
    if (into === undefined) return view.slice();
    if (into.constructor !== view.constructor || into.length !== view.length) {
      throw new Error(`into is a ${view.constructor.name} of ${view.length} numbers.`);
    }
    into.set(view);
    return into;
  }
  const ofHead =
    (/** @type {string} */ name) =>
    (/** @type {number} */ layer, /** @type {number} */ head, /** @type {Float32Array} */ into) =>
      copy(living().headSlice(name, layer, head), into);
  const ofLayer =
    (/** @type {string} */ name) =>
    (/** @type {number} */ layer, /** @type {Float32Array} */ into) =>
      copy(living().layerSlice(name, layer), into);

  return {
    ...summary,
    request: effectiveRequest(summary.request, text),
    weights: ofHead('weights'),
    scores: ofHead('scores'),
    query: ofHead('query'),
    key: ofHead('key'),
    value: ofHead('value'),
    output: ofHead('output'),
    queryMatrix: ofHead('queryMatrix'),
    keyMatrix: ofHead('keyMatrix'),
    valueMatrix: ofHead('valueMatrix'),
    entropies: ofHead('entropies'),
    thumbnail: ofHead('thumbnail'),
    meanWeights: ofLayer('meanWeights'),
    meanThumbnail: ofLayer('meanThumbnail'),
    outputMatrix: ofLayer('outputMatrix'),
    input: ofLayer('input'),
    stream: ofLayer('stream'),
    attended: ofLayer('attended'),
    concat: ofLayer('concat'),
    projected: ofLayer('projected'),
    allowed: (/** @type {Uint8Array} */ into) => copy(living().allowed(), into),
    allowedThumbnail: () => copy(living().allowedThumbnail()),
    softmaxSteps: (layer, head, query) => copy(living().softmaxSteps(layer, head, query)),
    probabilities: (position) => copy(living().probabilities(position)),
    predict: (position = -1, count = 10) =>
      unwrap(playground.predict(living(), summary.request.model, position, count)),
    statistics: (layer, head) => unwrap(living().statistics(layer, head)),
    delete() {
      handOn(living());
      isDeleted = true;
    },
  };
}
