/** Where the worker lies beside this module; the build replaces this file for the bundled page. */
export const workerUrl = new URL('./host.js', import.meta.url);
