/** Memory that came back to the worker, for slices of about the same size. */

/** Bytes: a few matrices of thousands of tokens. What is over it is left to the garbage collector. */
const MOST = 128 * 2 ** 20;
/** Bytes: memory for large slices is of whole such steps, so that it also fits a text that has grown by some words. */
const STEP = 2 ** 20;

export function createSpareMemory() {
  /** The longest unused first. @type {ArrayBuffer[]} */
  const spare = [];

  /** @param {number} bytes  @returns {ArrayBuffer} of so many or a little more, with anything in it */
  function take(bytes) {
    const size = bytes < STEP ? bytes : Math.ceil(bytes / STEP) * STEP;
    const at = spare.findLastIndex(({ byteLength }) => byteLength === size);
    return at < 0 ? new ArrayBuffer(size) : spare.splice(at, 1)[0];
  }

  return {
    /** @param {ArrayBuffer[]} buffers */
    give(buffers) {
      spare.push(...buffers);
      let size = spare.reduce((sum, { byteLength }) => sum + byteLength, 0);
      while (size > MOST) size -= /** @type {ArrayBuffer} */ (spare.shift()).byteLength;
    },
    /** @param {number} count */
    floats: (count) => new Float32Array(take(4 * count), 0, count),
    /** @param {number} count */
    bytes: (count) => new Uint8Array(take(count), 0, count),
  };
}
