/**
 * A misspelt name would be passed over in silence.
 * @param {object | undefined} given
 * @param {readonly string[]} known
 * @param {string} what takes them
 */
export function checkNames(given, known, what) {
  for (const name in given) {
    if (!known.includes(name)) {
      throw new Error(`${what} has no “${name}”; it takes ${known.join(', ')}.`);
    }
  }
}
