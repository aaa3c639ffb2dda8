/**
 * The multiple of the heads that is nearest to a width; of two equally near ones the larger.
 * @param {number} width D
 * @param {number} heads H
 * @param {number} widest the largest D that is allowed
 */
export function nearestWidth(width, heads, widest) {
  const times = Math.round(width / heads);
  const most = Math.floor(widest / heads);
  return heads * Math.max(1, Math.min(times, most));
}
