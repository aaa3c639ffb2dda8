/**
 * What to tell when the worker has stopped.
 * @param {string} message its own, '' where it left none
 * @param {boolean} goesOn it has been started again
 */
export function deathText(message, goesOn) {
  const reason = message ? ` (${message})` : '';
  return goesOn
    ? `The part that computes stopped${reason}. It has been started again with your last text; if that was too large, try a shorter one.`
    : `The part that computes could not be started${reason}. Your text is kept; any change tries again.`;
}
