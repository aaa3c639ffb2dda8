/** The page's side of the second worker: its calls as promises. */
import { learnerUrl } from './worker_url.js';

/** @typedef {import('./learner_messages.js').LearnerCalls} LearnerCalls */

const startWorker = () => new Worker(learnerUrl, { type: 'module' });

/**
 * Starts the worker with the first call. Where it dies, what was asked is rejected, and the next call starts a new one.
 * @param {() => Worker} [begin]
 * @returns {LearnerCalls & { end: () => void }}
 */
export function createLearner(begin = startWorker) {
  /** @type {Worker | null} */
  let worker = null;
  let lastId = 0;
  /** @type {Map<number, { resolve: (value: any) => void, reject: (reason: Error) => void }>} */
  const waiting = new Map();

  /** @param {string} message */
  function end(message = 'The part that learns was stopped.') {
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  }

  function start() {
    const fresh = begin();
    fresh.addEventListener('message', ({ data: { id, value, error } }) => {
      const asker = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asker?.resolve(value);
      else asker?.reject(new Error(error));
    });
    for (const type of ['error', 'messageerror']) {
      fresh.addEventListener(type, (event) => {
        event.preventDefault();
        const reason = /** @type {ErrorEvent} */ (event).message;
        end(`The part that learns stopped${reason ? ` (${reason})` : ''}.`);
      });
    }
    return fresh;
  }

  /** @param {string} name  @param {unknown[]} args */
  function call(name, args) {
    worker ??= start();
    lastId += 1;
    const id = lastId;
    worker.postMessage({ id, name, args });
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  return /** @type {any} */ (
    new Proxy(
      { end },
      {
        get: (target, name) =>
          name === 'end'
            ? target.end
            : (/** @type {unknown[]} */ ...args) => call(String(name), args),
      },
    )
  );
}
