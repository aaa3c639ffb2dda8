/** The page's worker: one playground, one desk, one message at a time. */
import { loadPlayground } from '../../wasm/playground.js';
import { createDesk } from './desk.js';
import { createLibrary } from './library.js';

/** @typedef {import('./messages.js').Answer} Answer */
/** @typedef {import('./messages.js').Question} Question */

post({ kind: 'awake' });

/**
 * @param {Answer} answer
 * @param {Transferable[]} [transfer]
 */
function post(answer, transfer = []) {
  self.postMessage(answer, { transfer });
}

const loading = loadPlayground();
const library = createLibrary(loading, (playground, name) => playground.load(name));
const desk = createDesk(library, post);

let lastAnswer = loading.then(
  () => undefined,
  (error) => post({ kind: 'dead', message: String(error?.message ?? error) }),
);
self.addEventListener('message', ({ data }) => {
  lastAnswer = lastAnswer.then(() => desk.answer(/** @type {Question} */ (data)));
});
