/** The state as a link or, where its text is too long for one, as a file; and what a file holds, as a state. */
import { savedState, readSaved } from './state/saved.js';
import { defaultView, makeState, withRequest } from './state/state.js';
import { fitsInLink, formatHash, parseHash } from './state/url.js';
import { withVersion } from './state/version.js';

/** @typedef {import('./types.js').State} State */

const FILE_NAME = 'attention-playground.json';

/** The page's address without its hash; a page that came from a file has no origin. */
function addressOfPage() {
  const { origin, pathname, search, href } = location;
  return origin === 'null' ? href.split('#')[0] : origin + pathname + search;
}

/**
 * @param {State} state
 * @param {import('./types.js').Actions} actions
 * @param {ReturnType<typeof import('./views/notice_view.js').createNotice>['show']} notify
 */
export async function copyLinkTo(state, { copy, download }, notify) {
  if (fitsInLink(state.request.text)) {
    const hash = withVersion(formatHash(state), state.request.model);
    await copy(addressOfPage() + hash, 'the link');
    notify({ kind: 'done', text: 'The link is copied.' });
    return;
  }
  notify({
    kind: 'info',
    text: 'This text is longer than 8 KB, too long for a link. A file holds all of it; “examples” opens it again.',
    action: { label: 'Save as a file', run: () => download(FILE_NAME, savedState(state)) },
  });
}

/**
 * @param {string} content of a file: a saved state, or any text
 * @param {State} now
 * @param {boolean} hasOwnModel
 * @returns {{ state: State, problems: string[] }}
 */
export function stateFrom(content, now, hasOwnModel) {
  const saved = readSaved(content);
  if (!saved) return { state: withRequest(now, { text: content }), problems: [] };
  const { state: opened, problems } = parseHash(saved.link, hasOwnModel);
  const { request } = withRequest(opened, { text: saved.text });
  const view = { ...defaultView, ...opened.view, theme: now.view.theme };
  return { state: makeState(request, view), problems };
}
