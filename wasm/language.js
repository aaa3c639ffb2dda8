// What trained models do beside attention: writing on, bigrams, training (types: playground.d.ts).
import { checkNames } from './names.js';
import { encodePairs } from './pairs.js';
import { unwrap } from './unwrap.js';

/** @import { Core, CorePlayground } from '../build/wasm/attention_core.js' */
/** @import { Bigram, GenerateRequest, GeneratedToken, PlaygroundRequest, Trace, Training } from './playground.js' */

const encoder = new TextEncoder();

const OF_WRITING = ['text', 'model', 'temperature', 'topK', 'topP', 'seed', 'stories'];

/**
 * @param {Core} core
 * @param {CorePlayground} playground
 * @param {GenerateRequest} request
 * @returns {Generator<GeneratedToken>}
 */
export function* generateTokens(core, playground, request = {}) {
  checkNames(request, OF_WRITING, 'generate');
  const { text = '', model = 'writer', temperature = 0.8, topK = 0, topP = 1 } = request;
  const { seed = 1, stories = Infinity } = request;
  const { words, layers, heads } = unwrap(playground.modelFacts(model));
  const handle = new core.Generator();
  try {
    unwrap(handle.start(playground, model, encoder.encode(text), temperature, topK, topP, seed));
    for (let ended = 0; ended < stories;) {
      const probabilities = unwrap(handle.probabilities()).slice();
      const weights = Array.from({ length: layers }, (_, layer) =>
        Array.from({ length: heads }, (__, head) => unwrap(handle.weights(layer, head)).slice()),
      );
      const id = unwrap(handle.next());
      const end = id === END;
      yield { id, text: words[id], end, probabilities, weights };
      ended += Number(end);
    }
  } finally {
    handle.delete();
  }
}

/** The sign that ends a story, in every model's words. */
export const END = 1;

/**
 * @param {Core} core
 * @param {{ grammar?: string, stories?: number, seed?: number }} options
 * @returns {Bigram}
 */
export function createBigram(core, { grammar = 'full', stories = 20000, seed = 1 } = {}) {
  const handle = new core.Bigram();
  const vocabulary = unwrap(handle.start(grammar, stories, seed));
  return {
    vocabulary,
    counts: () => unwrap(handle.counts()).slice(),
    probabilities: (word) => unwrap(handle.probabilities(word)).slice(),
    delete: () => handle.delete(),
  };
}

/**
 * @param {Core} core
 * @param {CorePlayground} playground
 * @returns {import('./playground.js').Playground['counterExamples']}
 */
export const createCounterExamples =
  (core, playground) =>
  (model, link, layer, head, count = 10, seed = 1, { grammar = 'full', right = false } = {}) =>
    JSON.parse(
      unwrap(core.probeExamples(playground, model, link, layer, head, count, seed, grammar, right)),
    );

/** Trainings are told apart by the names of their models. */
let trainings = 0;

/**
 * @param {Core} core
 * @param {CorePlayground} playground
 * @param {import('./playground.js').TrainOptions} options
 * @param {(request: PlaygroundRequest) => Trace} run
 * @returns {Training}
 */
export function createTraining(core, playground, options, run) {
  const handle = new core.Trainer();
  const started = handle.start(encodePairs({ ...options }));
  if (started.error !== undefined) handle.delete();
  const steps = unwrap(started);
  trainings += 1;
  const name = `training ${trainings}`;
  return {
    steps,
    step: (count = 1) => unwrap(handle.step(count)),
    probe: (stories = 200, seed = 1) => JSON.parse(unwrap(handle.probe(stories, seed))),
    use: (as, stories = 0) => void unwrap(handle.use(playground, as, stories)),
    trace(request) {
      unwrap(handle.use(playground, name, 0));
      return run({ ...request, model: name });
    },
    save: () => unwrap(handle.save()).slice(),
    delete: () => handle.delete(),
  };
}
