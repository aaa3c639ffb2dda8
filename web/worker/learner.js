/**
 * The second worker, started when something is written or trained: it has the whole core, and is busy for long, while the
 * first goes on answering every keystroke. One call at a time, in order; each answer's arrays are its own and transferred.
 */
import { loadPlayground } from '../../wasm/playground.js';

/**
 * @typedef {import('../../wasm/playground.js').Playground} Playground
 * @typedef {import('../../wasm/playground.js').Training} Training
 * @typedef {import('../../wasm/playground.js').Bigram} Bigram
 * @typedef {import('../../wasm/playground.js').GeneratedToken} GeneratedToken
 * @typedef {import('./learner_messages.js').LearnerCalls} LearnerCalls
 */

const loading = loadPlayground();
/** @type {Set<string>} */
const loaded = new Set();
/** @type {Training | null} */
let training = null;
/** @type {Iterator<GeneratedToken> | null} */
let writing = null;
/** @type {Bigram | null} */
let bigram = null;

/**
 * @template T
 * @param {T | null} what
 * @param {string} name
 * @returns {T}
 */
function begun(what, name) {
  if (!what) throw new Error(`No ${name} has been started.`);
  return what;
}

/** @type {{ [Name in keyof LearnerCalls]: (...args: Parameters<LearnerCalls[Name]>) => Promise<Awaited<ReturnType<LearnerCalls[Name]>>> }} */
const calls = {
  async load(name, bytes) {
    if (loaded.has(name) && !bytes) return;
    await (await loading).load(name, bytes);
    loaded.add(name);
  },

  async facts(name) {
    await calls.load(name);
    return (await loading).model(name);
  },

  async counterExamples(model, link, layer, head, count, seed) {
    await calls.load(model);
    return (await loading).counterExamples(model, link, layer, head, count, seed);
  },

  async trainTable() {
    return [...(await loading).trainTable];
  },

  async startTraining(options) {
    training?.delete();
    training = null;
    training = (await loading).train(options);
    return training.steps;
  },
  async trainSteps(count) {
    return begun(training, 'training').step(count);
  },
  async probeTraining(stories) {
    return begun(training, 'training').probe(stories);
  },
  async saveTraining() {
    return begun(training, 'training').save();
  },
  async traceTraining(request, layer, head) {
    const trace = begun(training, 'training').trace(request);
    try {
      const { tokens, length } = trace;
      return { tokens, length, weights: trace.weights(layer, head), allowed: trace.allowed() };
    } finally {
      trace.delete();
    }
  },
  async stopTraining() {
    training?.delete();
    training = null;
  },

  async startWriting(request) {
    await calls.load(request.model ?? 'writer');
    writing?.return?.();
    writing = (await loading).generate(request)[Symbol.iterator]();
  },
  async write(count) {
    const iterator = begun(writing, 'text');
    return Array.from({ length: count }, () => iterator.next().value);
  },

  async tokenize(request) {
    await calls.load(request.model ?? 'writer');
    return (await loading).tokenize(request);
  },
  async nextWord(text) {
    await calls.load('writer');
    // Taking one ends the iteration, and frees what it held.
    const [{ probabilities, weights }] = (await loading).generate({ text, temperature: 1 });
    return { probabilities, weights };
  },

  async startBigram(options) {
    bigram?.delete();
    bigram = null;
    bigram = (await loading).bigram(options);
    return bigram.vocabulary;
  },
  async bigramCounts() {
    return begun(bigram, 'bigram').counts();
  },
  async bigramProbabilities(word) {
    return begun(bigram, 'bigram').probabilities(word);
  },
};

/**
 * The buffers of all arrays in an answer, to be moved instead of copied.
 * @param {unknown} value
 * @returns {ArrayBuffer[]}
 */
function buffersIn(value) {
  if (ArrayBuffer.isView(value)) return [/** @type {ArrayBuffer} */ (value.buffer)];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(buffersIn);
}

/** @type {Promise<void>} */
let last = Promise.resolve();
self.addEventListener('message', ({ data: { id, name, args } }) => {
  last = last.then(async () => {
    try {
      const value = await /** @type {any} */ (calls)[name](...args);
      self.postMessage({ id, value }, { transfer: [...new Set(buffersIn(value))] });
    } catch (error) {
      self.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
});
