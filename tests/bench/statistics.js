/**
 * @typedef {object} Spread of samples, in seconds
 * @property {number} median
 * @property {number} low first quartile
 * @property {number} high third quartile
 * @property {number} best the smallest
 * @property {number} samples
 */

/** @param {number[]} samples @returns {Spread} */
export function spreadOf(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)];
    return below + (sorted[Math.ceil(place)] - below) * (place % 1);
  };
  return {
    median: at(0.5),
    low: at(0.25),
    high: at(0.75),
    best: sorted[0],
    samples: sorted.length,
  };
}
