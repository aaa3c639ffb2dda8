/** A frame with slices that it did not have: for what is asked for by a click, which no view's wants() named. */

/** @typedef {import('../types.js').Frame & { selection: import('../types.js').Selection }} SelectedFrame */

/**
 * @param {SelectedFrame} frame  as it was at the click
 * @param {import('../types.js').SliceKey[]} keys
 * @param {import('../types.js').Actions['fetchSlice']} fetchSlice
 * @returns {Promise<SelectedFrame>} rejects with an AbortError when the trace is superseded
 */
export async function frameWith(frame, keys, fetchSlice) {
  const fetched = await Promise.all(
    keys.map(([name, ...indices]) => fetchSlice(/** @type {any} */ (name), ...indices)),
  );
  const slices = new Map(keys.map((key, i) => [key.join(), fetched[i]]));
  /** @type {any} */
  const slice = (/** @type {import('../types.js').SliceKey} */ ...key) => slices.get(key.join());
  return { ...frame, slice };
}
