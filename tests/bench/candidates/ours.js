// The playground's public calls, into arrays that are used again.

/** @import { Playground } from '../../../wasm/playground.js' */
/** @import { Candidate, Task } from '../tasks.js' */

/**
 * @param {Playground} playground
 * @param {Task} task
 * @returns {Candidate[]}
 */
export function candidates(playground, task) {
  const { kind, length, width, heads, inputs, parameters } = task;
  const blocks = Math.max(1, parameters.length);
  const into = {
    weights: new Float32Array(blocks * heads * length * length),
    output: new Float32Array(length * width),
  };
  const answer = {
    output: into.output,
    weights: Array.from({ length: blocks }, (_, block) =>
      into.weights.subarray(block * heads * length ** 2, (block + 1) * heads * length ** 2),
    ),
  };
  const { q, k, v, x } = inputs;
  if (parameters.length === 0) {
    const mask = kind === 'causal' ? 'causal' : 'none';
    const arrays = { q, k, v, length, width, heads, mask, into };
    const run = () => {
      playground.attention(arrays);
      return answer;
    };
    return [{ name: 'playground', group: 'playground', run, delete() {} }];
  }
  const layer =
    kind === 'projections'
      ? playground.multiHead({ .../** @type {any} */ (parameters[0]), width, heads })
      : playground.blocks({ blocks: /** @type {any} */ (parameters), width, heads });
  const arrays = { x, length, weights: true, into };
  const run = () => {
    layer.run(arrays);
    return answer;
  };
  return [{ name: 'playground', group: 'playground', run, delete: () => layer.delete() }];
}
