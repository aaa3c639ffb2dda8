/**
 * The second worker, started when something is written or trained: it has the whole core, and is busy for long, while the
 * first goes on answering every keystroke.
 */
import { loadPlayground } from '../../wasm/playground.js';
import { createLearnerDesk } from './learner_desk.js';
import { createLibrary } from './library.js';

const library = createLibrary(loadPlayground(), (playground, name) => playground.load(name));
const desk = createLearnerDesk(library, (answer, transfer) =>
  self.postMessage(answer, { transfer }),
);

/** @type {Promise<void>} */
let last = Promise.resolve();
self.addEventListener('message', ({ data }) => {
  last = last.then(() => desk.answer(data));
});
