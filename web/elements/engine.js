/**
 * The page's side of the part that computes, shared by all its elements: one worker with one compiled module, started
 * with the first element and ended some time after the last. Where the page's policy refuses the worker, the same code
 * runs on the page's thread.
 */
import { base, fromBeside } from './beside.js';
import { bytesOf } from './bytes_text.js';

/**
 * @typedef {import('./engine_messages.js').ToHost} ToHost
 * @typedef {import('./engine_messages.js').FromHost} FromHost
 * @typedef {{ postMessage: (message: ToHost, transfer?: Transferable[]) => void, end: () => void, isOnThread: boolean }} Host
 */

/** An element that is moved or shown again a moment later finds the worker still there. */
const REST_MS = 3000;

/** @param {Pick<typeof import('./payload.js'), 'host' | 'coreText' | 'modelTexts'>} payload */
export function createEngine({ host, coreText, modelTexts }) {
  /** @type {Map<number, EventTarget>} */
  const lines = new Map();
  let lastSession = 0;
  /** @type {Host | null} */
  let running = null;
  /** Workers are not allowed here. */
  let isRefused = false;
  /** What was sent before the worker answered. @type {ToHost[] | null} */
  let unproven = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  /** @param {string} name */
  async function bringModel(name) {
    try {
      const text = modelTexts[name] ?? (await fromBeside(`model ${name}`, `models/${name}.js`));
      const bytes = bytesOf(text);
      running?.postMessage({ kind: 'model', name, bytes }, [bytes.buffer]);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      running?.postMessage({ kind: 'model', name, error: message });
    }
  }

  /** @param {FromHost} message */
  function receive(message) {
    unproven = null;
    if (message.kind === 'want') {
      bringModel(message.name);
    } else if (message.session === undefined) {
      if (message.kind === 'dead') failed(message.message);
    } else {
      tell(message.session, 'message', message);
    }
  }

  /** @param {number} session @param {string} type @param {unknown} data */
  function tell(session, type, data) {
    lines.get(session)?.dispatchEvent(new MessageEvent(type, { data }));
  }

  /** All of them hear it, and may ask again: a new host is started then. @param {string} message */
  function failed(message) {
    stop();
    for (const session of [...lines.keys()]) tell(session, 'message', { kind: 'dead', message });
  }

  function stop() {
    running?.end();
    running = null;
    unproven = null;
  }

  /** @returns {Host} */
  function startWorker() {
    const source = `(${host})(self,${JSON.stringify(base)})`;
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(url);
    worker.addEventListener('message', ({ data }) => {
      URL.revokeObjectURL(url);
      if (running === started) receive(data);
    });
    for (const type of ['error', 'messageerror']) {
      worker.addEventListener(type, (event) => {
        event.preventDefault();
        if (running !== started) return;
        if (unproven) goOnThread(unproven);
        else failed(/** @type {ErrorEvent} */ (event).message ?? '');
      });
    }
    /** @type {Host} */
    const started = {
      postMessage: (message, transfer = []) => worker.postMessage(message, transfer),
      end: () => worker.terminate(),
      isOnThread: false,
    };
    return started;
  }

  /** @returns {Host} */
  function startOnThread() {
    const { port1, port2 } = new MessageChannel();
    port2.addEventListener('message', ({ data }) => {
      if (running === started) receive(data);
    });
    port2.start();
    host(port1, base);
    port1.start();
    /** @type {Host} */
    const started = {
      postMessage: (message, transfer = []) => port2.postMessage(message, transfer),
      end: () => port2.close(),
      isOnThread: true,
    };
    return started;
  }

  function start() {
    if (!isRefused) {
      try {
        running = startWorker();
        unproven = [];
      } catch {
        isRefused = true;
      }
    }
    if (isRefused) running = startOnThread();
    const wasm = bytesOf(coreText);
    const { isOnThread, postMessage } = /** @type {Host} */ (running);
    postMessage({ kind: 'open', wasm, isOnThread }, [wasm.buffer]);
  }

  /** @param {ToHost[]} sent */
  function goOnThread(sent) {
    stop();
    isRefused = true;
    start();
    for (const message of sent) running?.postMessage(message);
    for (const session of lines.keys()) tell(session, 'refused', null);
  }

  /** @param {ToHost} message */
  function send(message) {
    if (!running) start();
    unproven?.push(message);
    running?.postMessage(message);
  }

  return {
    /** Whether it computes on the page's own thread. */
    get isOnThread() {
      return isRefused;
    },
    /**
     * What one element talks to, in a worker's words.
     * @returns {Worker}
     */
    openLine() {
      clearTimeout(resting);
      lastSession += 1;
      const session = lastSession;
      const line = Object.assign(new EventTarget(), {
        /** @param {any} question */
        postMessage: (question) => send({ ...question, session }),
        terminate() {
          if (!lines.delete(session)) return;
          running?.postMessage({ kind: 'close', session });
          if (lines.size > 0) return;
          clearTimeout(resting);
          resting = setTimeout(stop, REST_MS);
        },
      });
      lines.set(session, line);
      return /** @type {any} */ (line);
    },
  };
}
