/**
 * Where one asker's questions are answered, in order: it owns the asker's current trace. Every array that leaves is a copy
 * of its own and is transferred.
 */
import { freshMemory } from '../render/pyramid.js';
import { coreRequest } from '../state/core_request.js';
import { goneText, VERSIONED } from '../state/version.js';
import { cut, levelsOfWeights, summarise, unknownWords } from './summary.js';

/**
 * @typedef {import('../../wasm/playground.js').Trace} Trace
 * @typedef {import('./messages.js').Question} Question
 * @typedef {import('./messages.js').Answer} Answer
 * @typedef {(playground: import('../../wasm/playground.js').Playground, request: import('../types.js').EffectiveRequest) => Trace | Promise<Trace>} Compute
 */

/**
 * @param {ArrayBufferView[]} arrays
 * @param {import('../render/pyramid.js').Half[][]} levels
 */
function buffersOf(arrays, levels) {
  const all = [...arrays, ...levels.flat().flatMap(({ values, allowed }) => [values, allowed])];
  return all.map((array) => /** @type {ArrayBuffer} */ (array?.buffer));
}

/** @type {Compute} */
const computeAtOnce = (playground, request) => playground.run(coreRequest(request));

/**
 * @param {import('./library.js').Library} library
 * @param {(answer: Answer, transfer?: Transferable[]) => void} post
 * @param {Compute} [compute]
 * @param {import('../render/pyramid.js').Memory & { give?: (buffers: ArrayBuffer[]) => void }} [memory]  for large slices
 */
export function createDesk(library, post, compute = computeAtOnce, memory = freshMemory) {
  /** @type {Trace | null} */
  let trace = null;
  /** The id of the run that made the trace. */
  let traceId = 0;
  let isClosed = false;

  /** @param {import('../types.js').EffectiveRequest} request */
  async function loadWhatIsNamed(request) {
    const name = library.lacking(request);
    if (name === '') return;
    post({ kind: 'loading', name, progress: 'started' });
    try {
      await library.load(name);
      post({ kind: 'loading', name, progress: 'done' });
    } catch (error) {
      post({ kind: 'loading', name, progress: 'failed' });
      throw VERSIONED.test(name) ? new Error(goneText(name)) : error;
    }
  }

  /** @param {Question & { kind: 'run' }} question */
  async function run({ id, request, keys: asked }) {
    const playground = await library.loading;
    await loadWhatIsNamed(request);
    const next = await compute(playground, request);
    if (isClosed) return next.delete();
    // The last trace is kept until here, so that a refused request leaves it to look at.
    trace?.delete();
    trace = next;
    traceId = id;
    const facts = library.factsOf(playground, request);
    const unknown = facts ? unknownWords(playground, trace) : [];
    const summary = { ...summarise(trace, id), facts, unknown };
    const { keys, slices } = cut(trace, asked, memory);
    const { thumbnails, meanThumbnails, allowedThumbnail } = summary;
    const pictures = [thumbnails, meanThumbnails, allowedThumbnail];
    const levels = levelsOfWeights(trace, keys, slices, memory);
    post(
      { kind: 'trace', id, summary, keys, slices, levels },
      buffersOf([...pictures, ...slices], levels),
    );
  }

  /** @param {Question} question */
  async function reply(question) {
    if (question.kind === 'run') {
      await run(question);
    } else if (question.kind === 'spare') {
      memory.give?.(question.buffers);
    } else if (question.kind === 'load') {
      post({
        kind: 'loaded',
        id: question.id,
        facts: await library.take(question.name, question.bytes),
      });
    } else if (!trace || question.traceId !== traceId) {
      post({ kind: 'gone', id: question.id });
    } else {
      const { keys, slices } = cut(trace, question.keys, memory);
      const levels = levelsOfWeights(trace, keys, slices, memory);
      post({ kind: 'slices', id: question.id, keys, slices, levels }, buffersOf(slices, levels));
    }
  }

  return {
    /** @param {Question} question */
    async answer(question) {
      try {
        await reply(question);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        // After a trap or an abort the module's memory cannot be trusted.
        if (error instanceof WebAssembly.RuntimeError) post({ kind: 'dead', message });
        else post({ kind: 'refused', id: question.id, message });
      }
    },
    close() {
      isClosed = true;
      trace?.delete();
      trace = null;
    },
  };
}
