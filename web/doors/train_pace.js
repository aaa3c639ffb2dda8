/** How many steps a slice has, and how fast it all goes. Pure: times come from outside. */

/** A slice takes about this long: short enough to redraw several times a second, long enough to be worth a message. */
const SLICE_MS = 110;
const MOST_STEPS = 200;
/** A rate is that of the last seconds. */
const WINDOW_MS = 3000;

export function createPace() {
  let msPerStep = 0;
  return {
    /** The number of steps that the next slice should have. */
    next() {
      if (msPerStep === 0) return 1;
      return Math.min(MOST_STEPS, Math.max(1, Math.round(SLICE_MS / msPerStep)));
    },
    /**
     * @param {number} steps
     * @param {number} ms
     */
    took(steps, ms) {
      const measured = Math.max(0.01, ms / Math.max(1, steps));
      // Other programs come and go: half the old, half the new.
      msPerStep = msPerStep === 0 ? measured : (msPerStep + measured) / 2;
    },
  };
}

export function createRate() {
  /** @type {{ at: number, step: number, tokens: number }[]} */
  let marks = [];

  return {
    /**
     * @param {number} at milliseconds
     * @param {number} step so many have been done
     * @param {number} tokens so many have been read
     */
    mark(at, step, tokens) {
      marks.push({ at, step, tokens });
      while (marks.length > 2 && at - marks[1].at >= WINDOW_MS) marks.shift();
    },
    /** After a pause. */
    restart() {
      marks = [];
    },
    /** Per second; 0 before it can be told. */
    now() {
      const [first, last] = [marks[0], marks[marks.length - 1]];
      const seconds = first && last ? (last.at - first.at) / 1000 : 0;
      if (seconds <= 0) return { steps: 0, tokens: 0 };
      return {
        steps: (last.step - first.step) / seconds,
        tokens: (last.tokens - first.tokens) / seconds,
      };
    },
  };
}

/**
 * @param {number} seconds
 * @returns {string} rounded as people say it
 */
export function durationText(seconds) {
  if (seconds < 1) return 'under 1 s';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
