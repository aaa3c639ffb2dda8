/**
 * Large slices of a trace, of which a browser tab must not gather too many, and whose memory goes back to the worker:
 * filling it anew takes a tenth of what fresh memory takes.
 */
import { levelsKept } from './render/pyramid.js';

/** @typedef {import('./worker/messages.js').Slice} Slice */

/** Bytes: smaller ones are not worth the way back. */
const LARGE = 2 ** 20;
/** Bytes of large slices that stay: two heads of 2,048 tokens, to look at in turn; what is on screen always does. */
const BUDGET = 64 * 2 ** 20;

/** A slice's memory, with that of its levels. @param {Slice} slice */
const buffersOf = (slice) => [
  slice.buffer,
  ...levelsKept(slice).flatMap(({ values, allowed }) =>
    allowed ? [values.buffer, allowed.buffer] : [values.buffer],
  ),
];

/** @param {Slice} slice */
const sizeOf = (slice) => buffersOf(slice).reduce((sum, { byteLength }) => sum + byteLength, 0);

/** @param {(buffers: ArrayBuffer[]) => void} giveBack  takes memory that nobody reads any more */
export function createKeptSlices(giveBack) {
  /** Whoever has them may read them at any time. @type {WeakSet<Slice>} */
  const lent = new WeakSet();
  /** Out of the frames, but perhaps not yet out of the views. @type {Slice[]} */
  let leaving = [];

  /** @param {Iterable<Slice>} slices */
  function leave(slices) {
    for (const slice of slices) {
      if (slice.byteLength >= LARGE && !lent.has(slice)) leaving.push(slice);
    }
  }

  return {
    leave,
    /** To somebody who is no view. @param {Slice} slice */
    lend: (slice) => lent.add(slice),
    /**
     * Takes slices out until the budget is kept: those first that came first and are not needed.
     * @param {Map<string, Slice>} slices
     * @param {() => Set<string>} needed  their keys; asked only where something has to go
     */
    makeRoom(slices, needed) {
      const large = [...slices].filter(([, slice]) => slice.byteLength >= LARGE);
      let size = large.reduce((sum, [, slice]) => sum + sizeOf(slice), 0);
      if (size <= BUDGET) return;
      const staying = needed();
      for (const [key, slice] of large) {
        if (size <= BUDGET) return;
        if (staying.has(key)) continue;
        slices.delete(key);
        size -= sizeOf(slice);
        leave([slice]);
      }
    },
    /** All views have drawn a frame: none of them reads what has left before it. */
    drawn() {
      const buffers = leaving.flatMap(buffersOf);
      leaving = [];
      if (buffers.length > 0) giveBack(/** @type {ArrayBuffer[]} */ (buffers));
    },
  };
}
