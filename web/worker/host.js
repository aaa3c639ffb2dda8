/**
 * The worker's side: owns the playground and the current trace, and answers one message at a time, in order.
 * Every array that leaves is a copy of its own and is transferred.
 */
import { loadPlayground, utf16Offsets } from '../../wasm/playground.js';
import { coreRequest, isTrained } from '../state/core_request.js';

/**
 * @typedef {import('../../wasm/playground.js').Playground} Playground
 * @typedef {import('../../wasm/playground.js').Trace} Trace
 * @typedef {import('../types.js').EffectiveRequest} EffectiveRequest
 * @typedef {import('../types.js').ModelFacts} ModelFacts
 * @typedef {import('../types.js').SliceKey} SliceKey
 * @typedef {import('../types.js').TraceSummary} TraceSummary
 * @typedef {import('./messages.js').Question} Question
 * @typedef {import('./messages.js').Answer} Answer
 * @typedef {import('./messages.js').Slice} Slice
 */

post({ kind: 'awake' });

const loading = loadPlayground();

/** @type {Trace | null} */
let trace = null;
/** The id of the run that made the trace. */
let traceId = 0;
/** What lies beside the page and is fetched when it is first named. */
const LOADABLE = ['gpt2', 'reader', 'writer', 'reader-causal'];

/** Names given to load() with success. @type {Set<string>} */
const loaded = new Set();

/**
 * @param {Answer} answer
 * @param {Transferable[]} [transfer]
 */
function post(answer, transfer = []) {
  self.postMessage(answer, { transfer });
}

/**
 * Whether the indices lie inside the trace: (), (layer), (layer, head), (layer, head, query), or a token's position.
 * @param {Trace} of
 * @param {SliceKey} key
 */
function isInside(of, [name, layer = 0, head = 0, query = 0]) {
  if (name === 'probabilities') return layer >= 0 && layer < of.length;
  const layers = name === 'stream' ? of.layers + 1 : of.layers;
  return (
    layer >= 0 &&
    layer < layers &&
    head >= 0 &&
    head < of.heads &&
    query >= 0 &&
    (name !== 'softmaxSteps' || query < of.length)
  );
}

/**
 * @param {Trace} of
 * @param {SliceKey[]} asked
 * @returns {{ keys: SliceKey[], slices: Slice[] }}
 */
function cut(of, asked) {
  const keys = asked.filter((key) => isInside(of, key));
  const methods = /** @type {any} */ (of);
  return { keys, slices: keys.map(([name, ...indices]) => methods[name](...indices)) };
}

/**
 * The heads' small pictures one after the other.
 * @param {number} count
 * @param {number} size numbers in one of them
 * @param {(index: number) => Float32Array} picture
 */
function join(count, size, picture) {
  const all = new Float32Array(count * size);
  for (let index = 0; index < count; index += 1) all.set(picture(index), index * size);
  return all;
}

/**
 * @param {Trace} of
 * @param {number} id
 * @returns {Omit<TraceSummary, 'facts' | 'unknown'>}
 */
function summarise(of, id) {
  const { layers, heads, length, width, headWidth, request, scaleFactor, thumbnailSize } = of;
  const tokens = of.tokens;
  const offsets = utf16Offsets(
    request.text,
    tokens.flatMap(({ start, end }) => [start, end]),
  );
  const pixels = thumbnailSize * thumbnailSize;
  return {
    id,
    tokens: tokens.map((token, index) => ({
      ...token,
      utf16Start: offsets[2 * index],
      utf16End: offsets[2 * index + 1],
    })),
    request,
    layers,
    heads,
    length,
    width,
    headWidth,
    scaleFactor,
    statistics: Array.from({ length: layers }, (_, layer) =>
      Array.from({ length: heads }, (__, head) => of.statistics(layer, head)),
    ),
    thumbnailSize,
    thumbnails: join(layers * heads, pixels, (index) =>
      of.thumbnail(Math.floor(index / heads), index % heads),
    ),
    meanThumbnails: join(layers, pixels, (layer) => of.meanThumbnail(layer)),
    allowedThumbnail: of.allowedThumbnail(),
  };
}

/** Facts do not change while a name stands for the same model. @type {Map<string, ModelFacts>} */
const knownFacts = new Map();

/**
 * @param {Playground} playground
 * @param {EffectiveRequest} request
 * @returns {ModelFacts | null} null for the random model, which was never trained
 */
function factsOf(playground, request) {
  if (!isTrained(request)) return null;
  const known = knownFacts.get(request.model) ?? playground.model(request.model);
  knownFacts.set(request.model, known);
  return known;
}

/** More than a few would not be read. */
const MOST_UNKNOWN = 3;

/**
 * The words that the model does not know, put together from their pieces, each with a known word that is near.
 * @param {Playground} playground
 * @param {Trace} of
 * @returns {TraceSummary['unknown']}
 */
function unknownWords(playground, { tokens, request }) {
  /** @type {{ start: number, end: number, text: string }[]} */
  const words = [];
  for (const { unknown, start, end, text } of tokens) {
    if (!unknown) continue;
    const last = words[words.length - 1];
    if (last?.end === start) Object.assign(last, { end, text: last.text + text });
    else words.push({ start, end, text });
  }
  const texts = [...new Set(words.map(({ text }) => text))].slice(0, MOST_UNKNOWN);
  return texts.map((text) => ({ text, near: playground.nearWord(request.model, text) }));
}

/**
 * Fetches what the request names and is not there yet.
 * @param {Playground} playground
 * @param {EffectiveRequest} request
 */
async function loadWhatIsNamed(playground, request) {
  const name = isTrained(request) ? request.model : request.tokenizer;
  if (!LOADABLE.includes(name) || loaded.has(name)) return;
  post({ kind: 'loading', name, progress: 'started' });
  try {
    await playground.load(name);
    loaded.add(name);
    post({ kind: 'loading', name, progress: 'done' });
  } catch (error) {
    post({ kind: 'loading', name, progress: 'failed' });
    throw error;
  }
}

/** @param {Question & { kind: 'run' }} question */
async function run({ id, request, keys: asked }) {
  const playground = await loading;
  await loadWhatIsNamed(playground, request);
  const next = playground.run(coreRequest(request));
  // The last trace is kept until here, so that a refused request leaves it to look at.
  trace?.delete();
  trace = next;
  traceId = id;
  const facts = factsOf(playground, request);
  const unknown = facts ? unknownWords(playground, trace) : [];
  const summary = { ...summarise(trace, id), facts, unknown };
  const { keys, slices } = cut(trace, asked);
  const { thumbnails, meanThumbnails, allowedThumbnail } = summary;
  const arrays = [thumbnails, meanThumbnails, allowedThumbnail, ...slices];
  post(
    { kind: 'trace', id, summary, keys, slices },
    arrays.map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer)),
  );
}

/** @param {Question & { kind: 'load' }} question */
async function load({ id, name, bytes }) {
  const playground = await loading;
  await playground.load(name, bytes);
  loaded.add(name);
  const facts = playground.model(name);
  knownFacts.set(name, facts);
  post({ kind: 'loaded', id, facts });
}

/** @param {Question} question */
async function answer(question) {
  try {
    if (question.kind === 'run') {
      await run(question);
    } else if (question.kind === 'load') {
      await load(question);
    } else if (!trace || question.traceId !== traceId) {
      post({ kind: 'gone', id: question.id });
    } else {
      const { keys, slices } = cut(trace, question.keys);
      post(
        { kind: 'slices', id: question.id, keys, slices },
        slices.map(({ buffer }) => buffer),
      );
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // After a trap or an abort the module's memory cannot be trusted.
    if (error instanceof WebAssembly.RuntimeError) post({ kind: 'dead', message });
    else post({ kind: 'refused', id: question.id, message });
  }
}

let lastAnswer = loading.then(
  () => undefined,
  (error) => post({ kind: 'dead', message: String(error?.message ?? error) }),
);
self.addEventListener('message', ({ data }) => {
  lastAnswer = lastAnswer.then(() => answer(/** @type {Question} */ (data)));
});
