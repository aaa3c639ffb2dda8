/**
 * Starts the worker before the page's own script has arrived. Nothing else is in this file, so that it arrives first.
 */
import { workerUrl } from './worker_url.js';

const page = /** @type {import('./messages.js').WithWorker} */ (globalThis);

/** A browser may take its time; the page is then built without waiting any longer. */
const LONGEST_WAIT_MS = 150;

if (globalThis.Worker) {
  const worker = new Worker(workerUrl, { type: 'module' });
  page.startedWorker = worker;
  page.workerAwake = new Promise((resolve) => {
    worker.addEventListener('message', resolve, { once: true });
    worker.addEventListener('error', resolve);
    setTimeout(resolve, LONGEST_WAIT_MS);
  });
  // One that fails before the page listens is none: the page then starts its own, and hears why it fails.
  worker.addEventListener('error', () => delete page.startedWorker);
}
