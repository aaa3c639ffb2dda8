/**
 * The shell of a part that computes for all elements of a page: one playground, a desk for each element. It runs in a
 * worker, or on the page's own thread where workers are refused.
 */
import { loadPlayground } from '../../wasm/playground.js';
import { createLibrary } from '../worker/library.js';

/**
 * @typedef {import('./engine_messages.js').ToHost} ToHost
 * @typedef {import('../worker/library.js').Library} Library
 * @typedef {{ answer: (question: any) => Promise<unknown>, close: () => void }} Desk
 * @typedef {(library: Library, post: (answer: object, transfer?: Transferable[]) => void, isOnThread: boolean) => Desk} CreateDesk
 */

/** @param {object} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => self.postMessage(message, { transfer });

/** What the page has been asked for and has not brought yet. */
function createModelRequests() {
  /** @type {Map<string, { resolve: (bytes: Uint8Array) => void, reject: (reason: Error) => void }>} */
  const wanted = new Map();

  return {
    /** @param {string} name @returns {Promise<Uint8Array>} */
    ask(name) {
      post({ kind: 'want', name });
      return new Promise((resolve, reject) => wanted.set(name, { resolve, reject }));
    },
    /** @param {{ name: string, bytes?: Uint8Array, error?: string }} answer */
    answer({ name, bytes, error }) {
      const { resolve, reject } = wanted.get(name) ?? {};
      wanted.delete(name);
      if (bytes) resolve?.(bytes);
      else reject?.(new Error(error));
    },
  };
}

/** @param {CreateDesk} createDesk */
export function startHost(createDesk) {
  /** @type {(wasm: Uint8Array<ArrayBuffer>) => void} */
  let open = () => {};
  /** @type {Promise<Uint8Array<ArrayBuffer>>} */
  const bytes = new Promise((resolve) => (open = resolve));
  const loading = bytes.then((wasm) => loadPlayground({ wasm }));
  const opened = loading.catch((error) =>
    post({ kind: 'dead', message: String(error?.message ?? error) }),
  );
  const models = createModelRequests();
  const library = createLibrary(loading, async (playground, name) =>
    name === 'gpt2' ? playground.load(name) : playground.load(name, await models.ask(name)),
  );
  /** Each with its last answer. @type {Map<number, { desk: Desk, last: Promise<unknown> }>} */
  const desks = new Map();
  let isOnThread = false;

  /** @param {number} session */
  function entryOf(session) {
    const known = desks.get(session);
    if (known) return known;
    const toPage = (/** @type {object} */ answer, /** @type {Transferable[]} */ transfer = []) =>
      post({ ...answer, session }, transfer);
    const entry = {
      desk: createDesk(library, toPage, isOnThread),
      last: /** @type {any} */ (opened),
    };
    desks.set(session, entry);
    return entry;
  }

  self.addEventListener('message', ({ data }) => {
    const message = /** @type {ToHost} */ (data);
    if (message.kind === 'open') {
      isOnThread = message.isOnThread;
      open(message.wasm);
    } else if (message.kind === 'model') {
      models.answer(message);
    } else if (message.kind === 'close') {
      desks.get(message.session)?.desk.close();
      desks.delete(message.session);
    } else {
      const { session, ...question } = message;
      const entry = entryOf(session);
      entry.last = entry.last.then(() => desks.has(session) && entry.desk.answer(question));
    }
  });

  post({ kind: 'awake' });
}
