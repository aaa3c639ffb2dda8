/** The page's worker: one playground, one desk, one message at a time. */
import { loadPlayground } from '../../wasm/playground.js';
import { createDesk } from './desk.js';
import { createLibrary } from './library.js';
import { createSpareMemory } from './spare_memory.js';

/** @typedef {import('./messages.js').Answer} Answer */
/** @typedef {import('./messages.js').Question} Question */
/** @typedef {import('./messages.js').Food} Food */

/**
 * @param {Answer} answer
 * @param {Transferable[]} [transfer]
 */
function post(answer, transfer = []) {
  self.postMessage(answer, { transfer });
}

/** What start.js has fetched for a worker that it has started, and for which model. */
const [fed, fedModel] = self.name.split(' ');

/** @type {{ core?: (food: any) => void, model?: (food: any) => void }} */
const takers = {};
/** @type {Promise<Food & { kind: 'core' }> | null} */
const core = fed ? new Promise((resolve) => (takers.core = resolve)) : null;
/** @type {Promise<Food & { kind: 'model' }> | null} */
const model = fedModel ? new Promise((resolve) => (takers.model = resolve)) : null;
const loading = loadCore();
const library = createLibrary(loading, async (playground, name) => {
  // Only the first time: it was moved here, and the core has it then.
  const bytes = name === fedModel ? (await model)?.model : undefined;
  await playground.load(name, bytes && new Uint8Array(bytes));
});
const desk = createDesk(library, post, undefined, createSpareMemory());
// Whoever asks for it says what went wrong.
if (fedModel) library.load(fedModel).catch(() => {});

async function loadCore() {
  const module = (await core)?.core;
  // The page waits for this before it builds itself: what it had sent would lie with it until it is done.
  post({ kind: 'awake' });
  return loadPlayground({ module });
}

let lastAnswer = loading.then(
  () => undefined,
  (error) => post({ kind: 'dead', message: String(error?.message ?? error) }),
);
self.addEventListener('message', ({ data }) => {
  const take = takers[/** @type {Food['kind']} */ (data.kind)];
  if (take) return take(data);
  lastAnswer = lastAnswer.then(() => desk.answer(/** @type {Question} */ (data)));
});
