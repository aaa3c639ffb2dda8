/** What one build of the site consists of; the build puts its own in this one's place (web/build_offline.js). */

/** Eight hexadecimal digits, other ones for other files. */
export const build = '';
/** What is kept at the first visit, as addresses beside the service worker. @type {readonly string[]} */
export const kept = [];
