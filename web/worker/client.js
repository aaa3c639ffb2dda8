/**
 * The page's side of the worker. At most one run is under way and one is queued: a newer one takes the queued one's
 * place. A worker that dies is started again with the last request, and with the models that it had been given.
 */
import { keepLevels } from '../render/pyramid.js';

/**
 * @typedef {import('../types.js').EffectiveRequest} EffectiveRequest
 * @typedef {import('../types.js').SliceKey} SliceKey
 * @typedef {import('./messages.js').Question} Question
 * @typedef {import('./messages.js').Answer} Answer
 * @typedef {import('./messages.js').TraceAnswer} TraceAnswer
 * @typedef {import('./messages.js').Slice} Slice
 * @typedef {{ request: EffectiveRequest, keys: () => SliceKey[] }} Run
 * @typedef {import('../types.js').ModelFacts} ModelFacts
 * @typedef {{ resolve: (answer: any) => void, reject: (reason: Error) => void }} Waiting
 *
 * @typedef {object} Listeners
 * @property {(answer: TraceAnswer, request: EffectiveRequest) => void} onTrace
 * @property {(message: string, request: EffectiveRequest) => void} onRefused the core's message
 * @property {(name: string, progress: 'started' | 'done' | 'failed') => void} onLoading
 * @property {(message: string, goesOn: boolean) => void} onDeath goesOn: it was started again
 */

/** Slices are kept under their name and indices. @param {SliceKey} key */
export function keyText(key) {
  return key.join(' ');
}

/**
 * @param {import('./messages.js').Slices} answer
 * @returns {Map<string, Slice>}
 */
export function sliceMap({ keys, slices, levels }) {
  levels?.forEach((each, index) => keepLevels(slices[index], each));
  return new Map(keys.map((key, index) => [keyText(key), slices[index]]));
}

function superseded() {
  return new DOMException('A newer trace has taken the place of this one.', 'AbortError');
}

/**
 * @param {() => Worker} start
 * @param {Listeners} listeners
 */
export function createClient(start, listeners) {
  /** Started when it is first needed. @type {Worker | null} */
  let worker = null;
  let lastId = 0;
  /** @type {(Run & { id: number }) | null} */
  let underWay = null;
  /** @type {Run | null} */
  let queued = null;
  /** The last one that was sent. @type {Run | null} */
  let latest = null;
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  /** Models of the visitor's own that the worker has taken, by name. @type {Map<string, Uint8Array>} */
  const given = new Map();
  /** Whether this worker has answered since it was started. */
  let proven = false;

  /** @param {Run} next */
  function send(next) {
    lastId += 1;
    latest = next;
    underWay = { ...next, id: lastId };
    post({ kind: 'run', id: lastId, request: next.request, keys: next.keys() });
  }

  /** @param {Question} question */
  function post(question) {
    if (!worker) {
      worker = listenTo(start());
      for (const [name, bytes] of given) worker.postMessage({ kind: 'load', id: 0, name, bytes });
    }
    worker.postMessage(question);
  }

  function sendQueued() {
    underWay = null;
    const next = queued;
    queued = null;
    if (next) send(next);
  }

  /**
   * @param {Answer & { id: number }} answer
   * @param {Run & { id: number }} run
   */
  function finishRun(answer, run) {
    sendQueued();
    if (answer.kind === 'trace') listeners.onTrace(answer, run.request);
    // A refusal of a text that has been typed over since is of no interest.
    else if (answer.kind === 'refused' && !underWay) {
      listeners.onRefused(answer.message, run.request);
    }
  }

  /** @param {MessageEvent<Answer>} event */
  function onMessage({ data: answer }) {
    if (answer.kind === 'awake') return;
    if (answer.kind === 'dead') return bury(answer.message);
    proven = true;
    if (answer.kind === 'loading') return listeners.onLoading(answer.name, answer.progress);
    if (answer.id === underWay?.id) return finishRun(answer, underWay);
    const asker = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.kind === 'slices') asker?.resolve(sliceMap(answer));
    else if (answer.kind === 'loaded') asker?.resolve(answer.facts);
    else if (answer.kind === 'refused') asker?.reject(new Error(answer.message));
    else asker?.reject(superseded());
  }

  /**
   * A worker that had answered is started again with the newest request. One that dies before its first answer would
   * die again: it is left until something else is asked.
   * @param {string} message
   */
  function bury(message) {
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(superseded());
    waiting.clear();
    const next = queued ?? latest;
    underWay = null;
    queued = null;
    const goesOn = proven;
    proven = false;
    listeners.onDeath(message, goesOn);
    if (next && goesOn) send(next);
  }

  /** @param {Worker} fresh */
  function listenTo(fresh) {
    fresh.addEventListener('message', (event) => {
      if (worker === fresh) onMessage(event);
    });
    for (const type of ['error', 'messageerror']) {
      fresh.addEventListener(type, (event) => {
        event.preventDefault();
        if (worker === fresh) bury(/** @type {ErrorEvent} */ (event).message ?? '');
      });
    }
    return fresh;
  }

  return {
    /**
     * @param {EffectiveRequest} request
     * @param {() => SliceKey[]} keys asked when the run starts, for the slices wanted by then
     */
    run(request, keys) {
      const next = { request, keys };
      if (underWay) queued = next;
      else send(next);
    },
    /**
     * A model of the visitor's own; rejects with the core's message where it is none.
     * @param {string} name
     * @param {Uint8Array} bytes
     * @returns {Promise<ModelFacts>}
     */
    async load(name, bytes) {
      lastId += 1;
      const id = lastId;
      /** @type {ModelFacts} */
      const facts = await new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        post({ kind: 'load', id, name, bytes });
      });
      given.set(name, bytes);
      return facts;
    },
    /** Memory of slices that nobody reads any more. @param {ArrayBuffer[]} buffers */
    giveBack(buffers) {
      worker?.postMessage({ kind: 'spare', id: 0, buffers }, buffers);
    },
    /**
     * Rejects with an AbortError when the trace has been superseded.
     * @param {number} traceId
     * @param {SliceKey[]} keys
     * @returns {Promise<Map<string, Slice>>}
     */
    slices(traceId, keys) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        post({ kind: 'slices', id, traceId, keys });
      });
    },
  };
}
