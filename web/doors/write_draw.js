/**
 * Drawing a word, as the core does it (core/model/sampling.cpp, core/kernels/elementary.hpp): temperature, top-k, top-p,
 * then one number of a SplitMix64 stream (Steele, Lea and Flood 2014) for each word. The bigram is drawn here with the
 * very dice that the writer is drawn with in the core. Pure.
 */

const MASK = (1n << 64n) - 1n;

/** @param {bigint} key  @returns {() => bigint} 64 random bits with every call */
export function splitMix64(key) {
  let state = key & MASK;
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
    return z ^ (z >> 31n);
  };
}

/**
 * The writer's dice.
 * @param {number} seed
 * @returns {() => number} in [0, 1)
 */
export function createDice(seed) {
  const next = splitMix64(splitMix64(BigInt(seed))());
  return () => Number(next() >> 11n) / 2 ** 53;
}

/**
 * What is left to draw from.
 * @param {Float32Array} probabilities V, at temperature 1
 * @param {{ temperature: number, topK: number, topP: number }} settings
 * @returns {Float32Array} V, 0 where a word is cut off
 */
export function sampled(probabilities, { temperature, topK, topP }) {
  const order = Array.from(probabilities.keys()).sort(
    (one, other) => probabilities[other] - probabilities[one] || one - other,
  );
  const result = new Float32Array(probabilities.length);
  if (temperature === 0) {
    result[order[0]] = 1;
    return result;
  }
  // Relative to the largest, so that small temperatures do not underflow.
  const largest = probabilities[order[0]];
  const powers = order.map((id) => (probabilities[id] / largest) ** (1 / temperature));
  const whole = powers.reduce((sum, power) => sum + power, 0);
  let kept = topK > 0 ? Math.min(topK, order.length) : order.length;
  let sum = 0;
  for (let place = 0; place < kept; place += 1) {
    sum += powers[place] / whole;
    if (sum >= topP) kept = place + 1;
  }
  for (let place = 0; place < kept; place += 1) result[order[place]] = powers[place] / whole / sum;
  return result;
}

/**
 * @param {ArrayLike<number>} probabilities
 * @param {number} random in [0, 1)
 * @returns {number} an index, drawn with its probability
 */
export function drawIndex(probabilities, random) {
  let rest = random;
  let last = 0;
  for (let index = 0; index < probabilities.length; index += 1) {
    if (probabilities[index] <= 0) continue;
    last = index;
    rest -= probabilities[index];
    if (rest < 0) break;
  }
  return last;
}

/**
 * @typedef {object} Bar
 * @property {number} id
 * @property {number} share what it is drawn with; 0 where it is cut off
 * @property {number} raw before temperature, top-k and top-p
 */

/**
 * The words to show: the most probable ones, and the one that was drawn where it is none of them.
 * @param {Float32Array} raw V
 * @param {Float32Array} used V
 * @param {number | null} drawn
 * @param {number} count
 * @returns {{ bars: Bar[], more: number, rest: number }} more: how many others can be drawn, and their share
 */
export function barsOf(raw, used, drawn, count) {
  const ids = Array.from(raw.keys())
    .sort((one, other) => raw[other] - raw[one] || one - other)
    .slice(0, count);
  if (drawn !== null && !ids.includes(drawn)) ids.push(drawn);
  const bars = ids.map((id) => ({ id, share: used[id], raw: raw[id] }));
  const possible = used.reduce((many, share) => many + Number(share > 0), 0);
  const more = possible - bars.filter(({ share }) => share > 0).length;
  const listed = bars.reduce((sum, { share }) => sum + share, 0);
  return { bars, more, rest: more > 0 ? Math.max(0, 1 - listed) : 0 };
}
