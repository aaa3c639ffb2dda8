/**
 * Starts the worker before the page's own script has arrived, and fetches what it will compute with while its thread
 * begins. The build puts this into the page itself, which waits for it: nothing else is in this file.
 */
import { coreUrl, modelsUrl } from '../../wasm/core_url.js';
import { workerUrl } from './worker_url.js';

const page = /** @type {import('./messages.js').WithWorker} */ (globalThis);

/** A browser may take its time; the page is then built without waiting any longer. */
const LONGEST_WAIT_MS = 150;

/** The model that the address asks for; what opens without an address is the reader's. */
const asked =
  location.hash.length < 2 ? 'reader' : /[#&]model=(reader|writer)(?:&|$)/.exec(location.hash)?.[1];

/** @returns {Promise<WebAssembly.Module>} */
const compileCore = async () => WebAssembly.compileStreaming(fetch(coreUrl));

/** @param {string} name */
async function fetchModel(name) {
  const response = await fetch(new URL(`${name}.safetensors`, modelsUrl));
  if (!response.ok) throw new Error(response.statusText);
  return response.arrayBuffer();
}

/**
 * What fails here is tried again by the worker, which then says why.
 * @param {Worker} worker
 */
function feed(worker) {
  compileCore().then(
    (core) => worker.postMessage({ kind: 'core', core }),
    () => worker.postMessage({ kind: 'core' }),
  );
  if (!asked) return;
  fetchModel(asked).then(
    (model) => worker.postMessage({ kind: 'model', model }, [model]),
    () => worker.postMessage({ kind: 'model' }),
  );
}

if (globalThis.Worker) {
  const worker = new Worker(workerUrl, { type: 'module', name: `fed ${asked ?? ''}` });
  page.startedWorker = worker;
  page.workerAwake = new Promise((resolve) => {
    worker.addEventListener('message', resolve, { once: true });
    worker.addEventListener('error', resolve);
    setTimeout(resolve, LONGEST_WAIT_MS);
  });
  // One that fails before the page listens is none: the page then starts its own, and hears why it fails.
  worker.addEventListener('error', () => delete page.startedWorker);
  feed(worker);
}
