// Times candidates in turn: whatever the machine does meanwhile, it does to all of them.
import { spreadOf } from './statistics.js';

/** @import { Answer, Candidate } from './tasks.js' */
/** @import { Spread } from './statistics.js' */

const TOLERANCE = 1e-4;

/** @param {Float32Array} a @param {Float32Array} b */
function largestDifference(a, b) {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; ++i) {
    const difference = Math.abs(a[i] - b[i]);
    // NaN, too, is a difference.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

/**
 * The output may differ by the rounding of its own size.
 * @param {Answer} expected @param {Answer} actual
 */
function checkEqual(expected, actual, /** @type {string} */ name) {
  const scale = expected.output.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  const differences = [
    largestDifference(expected.output, actual.output) / scale,
    ...expected.weights.map((weights, i) => largestDifference(weights, actual.weights[i])),
  ];
  if (!differences.every((difference) => difference <= TOLERANCE)) {
    throw new Error(`${name} differs by ${Math.max(...differences)}`);
  }
}

/**
 * @template {{ name: string, run: () => unknown }} C
 * @param {C[]} candidates
 * @param {{ seconds: number, rounds?: number, sample?: number }} effort seconds for each of them, about; seconds of one sample
 * @returns {Promise<Map<C, Spread>>}
 */
export async function timeInTurn(candidates, { seconds, rounds = 200, sample = 0.002 }) {
  const plans = [];
  for (const candidate of candidates) {
    let once = Infinity;
    // What takes long is warm after one run.
    for (let i = 0; i < 3 && (i < 1 || once < 0.3); ++i) {
      const start = performance.now();
      await candidate.run();
      once = Math.max((performance.now() - start) / 1000, 1e-6);
    }
    plans.push({
      candidate,
      repeats: Math.max(1, Math.ceil(sample / once)),
      once,
      times: /** @type {number[]} */ ([]),
    });
  }
  for (let round = 0; round < rounds; ++round) {
    for (const plan of plans) {
      const { candidate, repeats, once, times } = plan;
      // The slow ones get fewer turns, at least three.
      if (round >= 3 && round * Math.max(once * repeats, sample) > seconds) continue;
      const start = performance.now();
      for (let i = 0; i < repeats; ++i) {
        const answer = candidate.run();
        if (answer instanceof Promise) await answer;
      }
      times.push((performance.now() - start) / 1000 / repeats);
    }
    // Lets the collector and the browser do what they must between rounds, not inside a sample.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return new Map(plans.map(({ candidate, times }) => [candidate, spreadOf(times)]));
}

/**
 * Checks that all give the first one's answer, then times them.
 * @param {Candidate[]} candidates
 * @param {{ seconds: number }} effort
 * @param {{ name: string, run: () => unknown }[]} [beside] timed in turn with them, without an answer
 */
export async function compare(candidates, effort, beside = []) {
  const expected = await candidates[0].run();
  const copy = { output: expected.output.slice(), weights: expected.weights.map((w) => w.slice()) };
  for (const candidate of candidates.slice(1)) {
    checkEqual(copy, await candidate.run(), candidate.name);
  }
  return timeInTurn([...candidates, ...beside], effort);
}
