/** Where the workers lie beside this module; the build replaces this file for the bundled page. */
export const workerUrl = new URL('./host.js', import.meta.url);
/** Only what is built can be kept. @type {URL | null} */
export const serviceWorkerUrl = null;
export const learnerUrl = new URL('./learner.js', import.meta.url);
