/** Where what doors and panels fetch lies beside this module; the build replaces this file for the bundled page. */
export const writeStyleUrl = new URL('../styles/write.css', import.meta.url);
export const shareStyleUrl = new URL('../styles/share.css', import.meta.url);
export const trainStyleUrl = new URL('../styles/train.css', import.meta.url);
export const elementUrl = new URL('../../dist/attention-playground.lite.js', import.meta.url);
