/**
 * Has the app ask every view again what it wants, for a view that has just been opened or come into sight. A highlight that
 * is over before anything is drawn does it: it changes neither the state nor the history.
 * @param {import('../types.js').Actions} actions
 */
export function askAgain(actions) {
  actions.hover({ query: -1 });
  actions.hover(null);
}
