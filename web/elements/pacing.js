/** Work on the page's thread, a piece at a time, so that no page stands still because an embed is being put together. */

/** Small pieces share a task: between tasks the page may paint, which costs as much as they do. */
const TASK_MS = 12;

/** @type {(() => void)[]} */
const waiting = [];
const { port1, port2 } = new MessageChannel();
port1.addEventListener('message', () => {
  const begun = performance.now();
  do waiting.shift()?.();
  while (waiting.length > 0 && performance.now() - begun < TASK_MS);
  if (waiting.length > 0) port2.postMessage(null);
});
port1.start();

/**
 * Does it in a later task, after what has been asked for before, by whichever element.
 * @template T
 * @param {() => T} work
 * @returns {Promise<T>}
 */
export function inTurn(work) {
  return new Promise((resolve, reject) => {
    waiting.push(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    });
    if (waiting.length === 1) port2.postMessage(null);
  });
}
