/**
 * The core's answer's value; its error, if it has one, as an Error.
 * @param {import('../build/wasm/attention_core.js').Answer} answer
 */
export function unwrap(answer) {
  if (answer.error !== undefined) {
    throw new Error(answer.error);
  }
  return answer.value;
}
