// Whole ways through the playground, beside what they are compared with.
import { ownTraining, tensorflowTraining } from './candidates/training.js';
import { timeInTurn } from './measure.js';

/** @import { Playground } from '../../wasm/playground.js' */

/** @param {{ seconds: number }} effort @param {{ name: string, run: () => unknown }[]} candidates */
async function compared(candidates, effort) {
  const times = await timeInTurn(candidates, effort);
  return [...times].map(([{ name }, spread]) => ({ name, ...spread }));
}

/** @param {Playground} playground @param {{ seconds: number }} effort */
export async function trainingStep(playground, effort) {
  const own = ownTraining(playground);
  const peer = tensorflowTraining(own.tokens, 470);
  const rows = await compared([own, peer], effort);
  own.delete();
  peer.delete();
  return rows;
}

/**
 * A causal window of 128 beside the causal mask, 4,096 tokens, output alone and with weights.
 * @param {Playground} playground @param {{ seconds: number }} effort
 */
export async function windows(playground, effort) {
  const [length, width, heads] = [4096, 512, 8];
  const numbers = (/** @type {number} */ seed) =>
    Float32Array.from({ length: length * width }, (_, i) => Math.sin(i * seed));
  const [q, k, v] = [12.9898, 78.233, 37.719].map(numbers);
  const output = new Float32Array(length * width);
  /** @param {string} mask @param {boolean} weights @param {Float32Array} [matrix] */
  const candidate = (mask, weights, matrix) => {
    const into = { output, ...(matrix && { weights: matrix }) };
    const arrays = { q, k, v, length, width, heads, mask, weights, into };
    return {
      name: `${mask}${weights ? ', weights' : ''}`,
      run: () => playground.attention(arrays),
    };
  };
  const masks = ['causal', 'causal+window:128'];
  const alone = await compared(
    masks.map((mask) => candidate(mask, false)),
    effort,
  );
  const matrix = new Float32Array(heads * length * length);
  const delivered = await compared(
    masks.map((mask) => candidate(mask, true, matrix)),
    effort,
  );
  return [...alone, ...delivered];
}

/**
 * The writer writes on until its positions are full: with the key-value cache, and by running the whole text for every
 * token.
 * @param {Playground} playground @param {{ seconds: number }} effort
 */
export async function generation(playground, effort) {
  const { positions } = playground.model('writer');
  const request = { text: 'The dragon', model: 'writer', temperature: 0, seed: 1 };
  const count = positions - 4;
  const text = ['The dragon'];
  for (const token of playground.generate(request)) {
    if (text.length > count) break;
    // An end would empty the memory; the comparison is about a full one.
    text.push(token.end ? 'and' : token.text);
  }
  const cached = () => {
    let written = 0;
    for (const token of playground.generate(request)) {
      written += Number(token.id >= 0);
      if (written === count) break;
    }
  };
  const whole = () => {
    for (let words = 1; words <= count; ++words) {
      playground.predict({ text: text.slice(0, words).join(' '), model: 'writer' });
    }
  };
  const rows = await compared(
    [
      { name: 'with the key-value cache', run: cached },
      { name: 'the whole text for every token', run: whole },
    ],
    effort,
  );
  return rows.map((row) => ({ ...row, tokens: count }));
}
