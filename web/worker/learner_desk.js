/**
 * Where one asker writes and trains: one training, one text and one bigram at a time. One call at a time, in order; each
 * answer's arrays are its own and transferred.
 */

/**
 * @typedef {import('../../wasm/playground.js').Training} Training
 * @typedef {import('../../wasm/playground.js').Bigram} Bigram
 * @typedef {import('../../wasm/playground.js').GeneratedToken} GeneratedToken
 * @typedef {import('./learner_messages.js').LearnerCalls} LearnerCalls
 */

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

/**
 * @param {import('./library.js').Library} library
 * @param {(answer: object, transfer: Transferable[]) => void} post
 */
export function createLearnerDesk(library, post) {
  /** @type {Training | null} */
  let training = null;
  /** @type {Iterator<GeneratedToken> | null} */
  let writing = null;
  /** @type {Bigram | null} */
  let bigram = null;

  /** @type {{ [Name in keyof LearnerCalls]: (...args: Parameters<LearnerCalls[Name]>) => Promise<Awaited<ReturnType<LearnerCalls[Name]>>> }} */
  const calls = {
    async load(name, bytes) {
      if (bytes) await library.take(name, bytes);
      else if (!library.has(name)) await library.load(name);
    },

    async facts(name) {
      await calls.load(name);
      return (await library.loading).model(name);
    },

    async counterExamples(model, link, layer, head, count, seed) {
      await calls.load(model);
      return (await library.loading).counterExamples(model, link, layer, head, count, seed);
    },

    async trainTable() {
      return [...(await library.loading).trainTable];
    },

    async startTraining(options) {
      training?.delete();
      training = null;
      training = (await library.loading).train(options);
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
      writing = (await library.loading).generate(request)[Symbol.iterator]();
    },
    async write(count) {
      const iterator = begun(writing, 'text');
      return Array.from({ length: count }, () => iterator.next().value);
    },

    async tokenize(request) {
      await calls.load(request.model ?? 'writer');
      return (await library.loading).tokenize(request);
    },
    async nextWord(text, model) {
      await calls.load(model);
      // Taking one ends the iteration, and frees what it held.
      const [{ probabilities, weights }] = (await library.loading).generate({
        text,
        model,
        temperature: 1,
      });
      return { probabilities, weights };
    },

    async startBigram(options) {
      bigram?.delete();
      bigram = null;
      bigram = (await library.loading).bigram(options);
      return bigram.vocabulary;
    },
    async bigramCounts() {
      return begun(bigram, 'bigram').counts();
    },
    async bigramProbabilities(word) {
      return begun(bigram, 'bigram').probabilities(word);
    },
  };

  return {
    /** @param {{ id: number, name: string, args: unknown[] }} question */
    async answer({ id, name, args }) {
      try {
        const value = await /** @type {any} */ (calls)[name](...args);
        post({ id, value }, [...new Set(buffersIn(value))]);
      } catch (error) {
        post({ id, error: error instanceof Error ? error.message : String(error) }, []);
      }
    },
    close() {
      training?.delete();
      writing?.return?.();
      bigram?.delete();
    },
  };
}
