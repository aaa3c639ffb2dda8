// Loads the core and gives it its JavaScript face (types: playground.d.ts). Errors of the core become Errors here, and
// views of its memory become arrays of the caller's own here: memory growth detaches a view silently, so none leaves.
import createCore from '../build/wasm/attention_core.js';
import { coreUrl, gpt2Url, modelsUrl } from './core_url.js';
import { createBigram, createCounterExamples, createTraining, generateTokens } from './language.js';
import { createAttention, createBlocks, createMultiHead } from './layers.js';
import { encodePairs } from './pairs.js';
import { createTrace } from './trace.js';
import { unwrap } from './unwrap.js';

/** @import { LoadOptions, Playground, PlaygroundRequest, RequestProperty, Token, Trace } from './playground.js' */
/** @import { CoreTrace } from '../build/wasm/attention_core.js' */

export { utf16Offsets } from './utf16.js';

const encoder = new TextEncoder();

/** GPT-2's two files, as they lie beside the models. */
const GPT2_FILES = ['encoder.json', 'vocab.bpe'];

/** Trained models that come with the playground, beside this module; with a version, like reader.1a2b3c4d, that one. */
const BUNDLED_MODEL = /^(?:reader|writer|reader-causal)(?:\.[0-9a-f]{8})?$/;

/** A tokenizer.json begins with a brace, a model's file with the length of its header. @param {Uint8Array} bytes */
const firstSign = (bytes) =>
  new TextDecoder()
    .decode(bytes.subarray(0, 64))
    .replace(/^\uFEFF/, '')
    .trimStart()[0];

/** More than any request has. */
const ALL_STEPS = 2 ** 30;

const isNode = typeof process !== 'undefined' && Boolean(process.versions?.node);

/**
 * @param {URL | string} url
 * @returns {Promise<Uint8Array>}
 */
async function fetchBytes(url) {
  if (isNode && String(url).startsWith('file:')) {
    const { readFile } = await import('node:fs/promises');
    return readFile(new URL(url));
  }
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} could not be loaded (status ${response.status}).`);
  }
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Emscripten's hook for a module that is compiled already.
 * @param {WebAssembly.Module} module
 */
const instantiating =
  (module) =>
  (
    /** @type {WebAssembly.Imports} */ imports,
    /** @type {(made: WebAssembly.Instance) => void} */ receive,
  ) => {
    WebAssembly.instantiate(module, imports).then(receive);
    return {};
  };

/**
 * Compiles while it downloads where the server names the type right; else after the download.
 * @param {LoadOptions} options
 */
async function instantiateCore({ wasm, module, wasmUrl = coreUrl }) {
  if (module) return createCore({ instantiateWasm: instantiating(module) });
  const url = String(wasmUrl);
  const bytes = wasm ?? (isNode && url.startsWith('file:') ? await fetchBytes(wasmUrl) : undefined);
  return createCore({ locateFile: () => url, ...(bytes && { wasmBinary: bytes }) });
}

/**
 * @param {any} row
 * @returns {RequestProperty}
 */
function requestProperty(row) {
  const numeric = row.type === 'number' || row.type === 'whole';
  return {
    name: row.name,
    type: row.type,
    default: numeric ? Number(row.default) : row.default,
    ...(numeric && { minimum: row.minimum, maximum: row.maximum }),
    ...(row.choices && { choices: row.choices.split(' ') }),
    help: row.help,
  };
}

/**
 * @param {LoadOptions} [options]
 * @returns {Promise<Playground>}
 */
export async function loadPlayground(options = {}) {
  const core = await instantiateCore(options);
  const handle = new core.Playground();
  const requestTable = Object.freeze(core.requestTable().map(requestProperty));
  // The page's own build has no trainer.
  const trainTable = Object.freeze(core.trainTable?.().map(requestProperty) ?? []);
  const wordKinds = core.storyWordKinds?.() ?? '';
  const attention = createAttention(core);
  const names = new Set(requestTable.map((/** @type {RequestProperty} */ { name }) => name));

  /** In whose memory the next trace is computed. @type {CoreTrace[]} */
  const spare = [];
  /** @param {CoreTrace} trace */
  const handOn = (trace) => {
    if (spare.length > 0) trace.delete();
    else spare.push(trace);
  };

  /** @param {PlaygroundRequest} request */
  const checkRequest = (request) => {
    if (typeof request?.text !== 'string') {
      throw new Error('A request is an object with at least a text: { text: "…" }.');
    }
    const unknown = Object.keys(request).find((name) => !names.has(/** @type {any} */ (name)));
    if (unknown !== undefined) {
      throw new Error(`A request has no property "${unknown}".`);
    }
  };

  return {
    requestTable,
    trainTable,
    wordKinds,
    get memoryBytes() {
      return core.HEAPU8.length;
    },

    *steps(request, atOnce = 1) {
      checkRequest(request);
      const trace = spare.pop() ?? new core.Trace();
      let summary = false;
      try {
        unwrap(handle.begin(encodePairs({ ...request }), trace));
        for (;;) {
          summary = unwrap(handle.advance(trace, atOnce));
          if (summary) break;
          yield;
        }
      } finally {
        if (!summary) handOn(trace);
      }
      return createTrace(handle, trace, summary, request.text, handOn);
    },

    run(request) {
      // Within one step none is left.
      return /** @type {Trace} */ (this.steps(request, ALL_STEPS).next().value);
    },

    tokenize(request) {
      checkRequest(request);
      return unwrap(handle.tokenize(encodePairs({ ...request })));
    },

    attention: (arrays) => attention.run(arrays),
    multiHead: createMultiHead(core),
    blocks: createBlocks(core),

    async load(name, bytes) {
      const encodedName = encoder.encode(name);
      if (bytes !== undefined) {
        const isJson = firstSign(bytes) === '{';
        unwrap(
          isJson
            ? handle.loadTokenizerJson(encodedName, bytes)
            : handle.loadModel(encodedName, bytes),
        );
        return;
      }
      if (BUNDLED_MODEL.test(name)) {
        const file = await fetchBytes(new URL(`${name}.safetensors`, modelsUrl));
        unwrap(handle.loadModel(encodedName, file));
        return;
      }
      if (name !== 'gpt2') {
        throw new Error(`There is no model "${name}" to load; give its bytes: load(name, bytes).`);
      }
      const [vocabulary, merges] = await Promise.all(
        GPT2_FILES.map((file) => fetchBytes(new URL(file, gpt2Url))),
      );
      unwrap(handle.loadGpt2(encodedName, vocabulary, merges));
    },

    predict({ position, count, ...request }) {
      const trace = this.run(request);
      try {
        return trace.predict(position, count);
      } finally {
        trace.delete();
      }
    },

    model(name) {
      const facts = unwrap(handle.modelFacts(name));
      return { ...facts, scores: facts.scores ? JSON.parse(facts.scores) : null };
    },

    nearWord: (name, word) => unwrap(handle.nearWord(name, encoder.encode(word))),

    generate: (request) => generateTokens(core, handle, request),

    bigram: (options) => createBigram(core, options),

    counterExamples: createCounterExamples(core, handle),

    train(options) {
      return createTraining(core, handle, options, (request) => this.run(request));
    },

    probe(name) {
      return this.model(name).scores;
    },

    delete() {
      attention.delete();
      spare.pop()?.delete();
      handle.delete();
    },
  };
}
