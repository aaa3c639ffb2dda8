/**
 * The slice that holds a head's weights, N·N; head −1 is the mean of the layer's heads.
 * @param {{ layer: number, head: number }} of
 * @returns {import('../types.js').SliceKey}
 */
export const weightsKey = ({ layer, head }) =>
  head < 0 ? ['meanWeights', layer] : ['weights', layer, head];
