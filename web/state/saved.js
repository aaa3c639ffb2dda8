/** A state as a file: for texts that are too long for a link. */
import { formatHash } from './url.js';
import { withVersion } from './version.js';

/** @param {import('../types.js').State} state */
export function savedState(state) {
  const saved = {
    text: state.request.text,
    link: withVersion(formatHash(state), state.request.model),
  };
  return new Blob([JSON.stringify(saved, null, 2)], { type: 'application/json' });
}

/**
 * @param {string} content
 * @returns {{ text: string, link: string } | null} null where it is not a saved state
 */
export function readSaved(content) {
  try {
    const { text, link } = JSON.parse(content);
    return typeof text === 'string' && typeof link === 'string' ? { text, link } : null;
  } catch {
    return null;
  }
}
