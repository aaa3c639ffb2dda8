/** What a probe says of the heads, for the meters. Pure. */

/**
 * @typedef {import('../../wasm/playground.js').ModelScores} ModelScores
 * @typedef {import('../../wasm/playground.js').HeadRoleName} HeadRoleName
 */

/** @type {readonly HeadRoleName[]} */
export const METERS = Object.freeze(['pronoun', 'adjective', 'verb']);

/**
 * The head that finds most of them.
 * @param {ModelScores} scores
 * @param {HeadRoleName} role
 * @param {number} perLayer heads of a layer
 */
export function bestHead({ probes }, role, perLayer) {
  const { shares } = probes[role];
  const index = shares.reduce((best, share, at) => (share > shares[best] ? at : best), 0);
  return {
    layer: Math.floor(index / perLayer),
    head: index % perLayer,
    share: shares[index] ?? 0,
  };
}
