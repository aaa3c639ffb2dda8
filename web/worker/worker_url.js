/** Where the workers lie beside this module; the build replaces this file for the bundled page. */
export const workerUrl = new URL('./host.js', import.meta.url);
export const learnerUrl = new URL('./learner.js', import.meta.url);
