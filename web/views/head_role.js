/** What a head of a trained model was measured to do, in words. Pure. */
import { grouped, percent } from '../render/number_text.js';
import { testedSentence, untestedRows } from './tested_rows.js';

/**
 * @typedef {import('../types.js').ModelFacts} ModelFacts
 * @typedef {import('../../wasm/playground.js').HeadRoleName} HeadRoleName
 */

/** @type {Readonly<Record<HeadRoleName, string>>} */
const LABELS = Object.freeze({
  pronoun: 'pronoun → its noun',
  adjective: 'adjective → its noun',
  verb: 'verb → its subject',
  previous: 'previous word',
  next: 'next word',
  same: 'same word',
  first: 'first word',
});

/** All that a head can be named for. */
export const LINK_NAMES = Object.freeze(/** @type {HeadRoleName[]} */ (Object.keys(LABELS)));

/**
 * @param {ModelFacts | null} facts
 * @param {number} layer
 * @param {number} head
 * @returns {HeadRoleName | null}
 */
export function roleOf(facts, layer, head) {
  if (!facts?.scores || head < 0) return null;
  return facts.scores.heads[layer * facts.heads + head]?.role ?? null;
}

/**
 * The first row that a head's name was earned on; row 0 where there is none.
 * @param {import('../types.js').TraceSummary} summary
 * @param {{ layer: number, head: number }} view
 */
export const firstTestedRow = ({ facts, tokens }, { layer, head }) =>
  Math.max(0, untestedRows(facts, roleOf(facts, layer, head), tokens)?.indexOf(0) ?? 0);

/**
 * The head that is right most often about rows like a token's; null where none has earned a name for them.
 * @param {import('../types.js').TraceSummary} summary
 * @param {number} query
 */
export function bestHeadFor({ facts, tokens }, query) {
  let most = 0;
  let best = null;
  facts?.scores?.heads.forEach(({ role }, at) => {
    const share = role ? (facts.scores?.probes[role].shares[at] ?? 0) : 0;
    if (share <= most || untestedRows(facts, role, tokens)?.[query] !== 0) return;
    most = share;
    best = { layer: Math.floor(at / facts.heads), head: at % facts.heads };
  });
  return best;
}

/**
 * Whether a request switches a head off.
 * @param {{ ablate: string }} request
 * @param {number} layer
 * @param {number} head
 */
export const isSwitchedOff = ({ ablate }, layer, head) =>
  ablate.split(',').includes(`${layer + 1}.${head + 1}`);

/** For where there is little room. @param {HeadRoleName | null} role */
export const shortRole = (role) => roleLabel(role).replace(' its ', ' ');

/** @param {HeadRoleName | null} role */
export const roleLabel = (role) => (role ? LABELS[role] : 'no name earned');

/**
 * What a rule without attention would get, and which rule; null where there is none.
 * @param {import('../../wasm/playground.js').ModelScores} scores
 * @param {HeadRoleName} role
 */
export function baselineOf({ probes }, role) {
  const { nearest, fixed, distance } = probes[role];
  if (role === 'pronoun' || (role === 'verb' && nearest >= fixed)) {
    return { share: nearest, text: `the nearest noun in ${percent(nearest)}` };
  }
  if (role === 'adjective' || role === 'verb') {
    const side = distance > 0 ? 'after' : 'before';
    const place =
      Math.abs(distance) === 1 ? `the word ${side} it` : `${Math.abs(distance)} words ${side} it`;
    return { share: fixed, text: `${place} in ${percent(fixed)}` };
  }
  return null;
}

/**
 * One head, in a sentence; '' for a model that was not measured.
 * @param {ModelFacts | null} facts
 * @param {number} layer
 * @param {number} head
 */
export function roleSentence(facts, layer, head) {
  if (!facts?.scores || head < 0) return '';
  const role = roleOf(facts, layer, head);
  if (!role) {
    return 'It beat no baseline for any link we tested; it may do something we did not test.';
  }
  const { cases, shares } = facts.scores.probes[role];
  const share = percent(shares[layer * facts.heads + head]);
  const baseline = baselineOf(facts.scores, role);
  const rule = baseline ? `; ${baseline.text}` : '';
  return `Right in ${share} of ${grouped(cases)} rows of new stories${rule}.`;
}

/**
 * What is said of a head beside its matrix: what the model did not learn, or what the head was measured to do, and on
 * which rows.
 * @param {import('../types.js').TraceSummary} trace
 * @param {number} layer
 * @param {number} head
 */
export function headNote(trace, layer, head) {
  const { facts, request } = trace;
  const off = isSwitchedOff(request, layer, head)
    ? 'Switched off: its own numbers are shown, and the layer goes on without its output.'
    : '';
  const measured = roleSentence(facts, layer, head);
  const changes = changesOf(trace);
  const asTrained =
    changes.length > 0
      ? `Not as it was trained: ${changes.join(', ')}. As it was: ${measured[0]?.toLowerCase()}${measured.slice(1)}`
      : [measured, testedSentence(facts, roleOf(facts, layer, head), trace.tokens)]
          .filter(Boolean)
          .join(' ');
  return [off, maskNote(trace) || (measured && asTrained)].filter(Boolean).join(' ');
}

/**
 * What a request changes of a model as it was trained and measured; empty for the random one.
 * @param {Pick<import('../types.js').TraceSummary, 'facts' | 'request'>} trace
 */
export function changesOf({ facts, request }) {
  if (!facts) return [];
  const { mask, scale, temperature, ablate } = request;
  const own = ['none', ...facts.mask.split('+')];
  return [
    !mask.split('+').every((part) => own.includes(part)) && 'another mask',
    scale !== 'sqrt' && 'another scale',
    temperature !== 1 && 'another temperature',
    ablate !== 'none' && 'heads are switched off',
  ].filter((change) => change !== false);
}

/** What else has to be known about the heads of a layer, on hover. @param {number} layer */
export const layerNote = (layer) =>
  layer === 0
    ? ''
    : `In layer ${layer + 1} a column is a position into which earlier layers have already mixed other words.`;

/**
 * Whether a causal mask is forced on a reader that learned without one.
 * @param {Pick<import('../types.js').TraceSummary, 'facts' | 'request'>} trace
 */
export const isOutsideWhatItLearned = ({ facts, request }) =>
  facts?.kind === 'reader' &&
  !facts.mask.split('+').includes('causal') &&
  request.mask.split('+').includes('causal');

/**
 * What a mask does that the model did not learn with; '' where there is nothing to say.
 * @param {import('../types.js').TraceSummary} trace
 */
export function maskNote({ facts, request }) {
  return isOutsideWhatItLearned({ facts, request })
    ? 'It was trained seeing both sides, so a causal mask is outside what it learned.'
    : '';
}
