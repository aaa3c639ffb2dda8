/**
 * What a frame and the page around it say to each other (README, “Frames”). Every message is an object with
 * `playground: 1` and a `type`; whatever else arrives is not answered.
 *
 * From the frame: `hello` once it is there; `height` with a number of CSS pixels, after `resize`; `ready`, `change`,
 * `select`, `answer`, `done` and `error` with the element's `detail`.
 * To the frame: `resize`, the page will give it the height that it asks for; `show` with the `hash` of an address.
 */

export const PROTOCOL = 1;

/** @typedef {{ type: 'resize' } | { type: 'show', hash: string }} ToFrame */

/**
 * @param {unknown} data
 * @returns {ToFrame | null} null for what the protocol does not define
 */
export function readMessage(data) {
  if (typeof data !== 'object' || data === null) return null;
  const { playground, type, hash } = /** @type {Record<string, unknown>} */ (data);
  if (playground !== PROTOCOL) return null;
  if (type === 'resize') return { type };
  return type === 'show' && typeof hash === 'string' ? { type, hash } : null;
}
