/**
 * The keys to list: the largest weights first, and the selected key whatever its weight.
 * @param {Float32Array} weights
 * @param {number} selected
 * @param {number} most
 */
export function listedKeys(weights, selected, most) {
  const keys = Array.from(weights.keys())
    .filter((j) => weights[j] > 0)
    .sort((one, other) => weights[other] - weights[one] || one - other);
  const listed = keys.slice(0, most);
  if (weights[selected] > 0 && !listed.includes(selected)) listed.push(selected);
  return { listed, more: keys.length - listed.length };
}
