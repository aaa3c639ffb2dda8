/** How a trained model learned and what was measured of it: a table of all heads, from the scores in the model's file. */
import { grouped, percent } from '../render/number_text.js';
import { element } from './dom.js';
import { roleLabel, roleOf } from './head_role.js';

/**
 * @typedef {import('../types.js').ModelFacts} ModelFacts
 * @typedef {import('../../wasm/playground.js').ModelScores} ModelScores
 */

const LINKS = /** @type {const} */ ([
  ['pronoun', 'pronoun → noun'],
  ['adjective', 'adjective → noun'],
  ['verb', 'verb → subject'],
]);

const HOW = {
  reader:
    'No one told a head where to look. In training, words of small stories were hidden or replaced and had to be restored; some second mentions of a noun were replaced by a pronoun, and the noun had to be restored, which rewards looking for it. The output was supervised about what a pronoun stands for; attention never was.',
  writer:
    'No one told a head where to look. In training it read small stories and had to say the next word at every place.',
};

/** @param {(string | Node)[]} cells @param {'td' | 'th'} [kind] */
const row = (cells, kind = 'td') =>
  element(
    'tr',
    {},
    ...cells.map((cell, i) =>
      element(
        i === 0 || kind === 'th' ? 'th' : 'td',
        { scope: kind === 'th' ? 'col' : 'row' },
        cell,
      ),
    ),
  );

/** What the whole model does, in sentences. @param {ModelScores} scores */
function sentences({ answers, verbs, perplexity, stories = 0 }) {
  const lines = [];
  if (answers) {
    const { all, clue_after: after, clue_before: before } = answers;
    lines.push(
      `In place of ${grouped(all.cases)} pronouns of new stories it names the right noun in ${percent(all.share)}; where a later word decides, in ${percent(after.share)}${before.cases > 0 ? `, where an earlier one does, in ${percent(before.share)}` : ''}.`,
    );
  }
  if (verbs) {
    lines.push(
      `A verb of the wrong number is put right in ${percent(verbs.share)} of ${grouped(verbs.cases)} cases.`,
    );
  }
  if (perplexity) {
    lines.push(
      `On ${grouped(stories)} new stories its perplexity is ${perplexity.writer.toFixed(2)}; a bigram’s is ${perplexity.bigram.toFixed(2)}, that of the stories’ own grammar ${perplexity.grammar.toFixed(2)}.`,
    );
  }
  return lines;
}

/**
 * Whether a head looks for a pronoun's noun or for whatever is a subject: what it does where somebody else is meant.
 * @param {ModelFacts} facts
 * @param {ModelScores} scores
 */
function controlSentences({ heads: perLayer }, { control, heads }) {
  if (!control) return [];
  return heads.flatMap(({ role }, at) => {
    if (role !== 'pronoun') return [];
    const name = `${Math.floor(at / perLayer) + 1}.${(at % perLayer) + 1}`;
    const [pronoun, other] = [control.pronoun[at], control.else[at]].map(percent);
    return [
      `A control for head ${name}: in ${grouped(control.cases)} sentences in which only the reason tells who is meant, the row of the pronoun points to its noun in ${pronoun}; with something else in its place (“because something else was …”) the row of “else” does in ${other}.`,
    ];
  });
}

/** @param {ModelFacts} facts @param {ModelScores} scores */
function tableOf(facts, scores) {
  const { heads, layers } = facts;
  const { answers, probes } = scores;
  const titles = ['head', 'name', ...LINKS.map(([, label]) => label)];
  const head = row(answers ? [...titles, 'right nouns without it'] : titles, 'th');
  const rows = Array.from({ length: layers * heads }, (_, i) => {
    const [layer, place] = [Math.floor(i / heads), i % heads];
    const shares = LINKS.map(([probe]) => percent(probes[probe].shares[i]));
    const cells = [`${layer + 1}.${place + 1}`, roleLabel(roleOf(facts, layer, place)), ...shares];
    return row(answers ? [...cells, percent(answers.without[i])] : cells);
  });
  // The nearest noun of an adjective is always its own: only a place is a rule that can fail.
  const rules = LINKS.map(([probe]) =>
    probe === 'adjective'
      ? percent(probes[probe].fixed)
      : `${percent(probes[probe].nearest)} · ${percent(probes[probe].fixed)}`,
  );
  const last = ['', 'nearest noun · best fixed place', ...rules];
  rows.push(row(answers ? [...last, percent(answers.all.share)] : last));
  return element(
    'table',
    { class: 'measured-table' },
    element('caption', {}, 'How often a row’s largest weight is on the right word'),
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
}

const notMeasured = () => element('p', {}, 'This model was not measured.');

/** @param {ModelFacts} facts @param {ModelScores} scores */
function measuredParts(facts, scores) {
  const lines = [...sentences(scores), ...controlSentences(facts, scores)];
  return [
    ...lines.map((text) => element('p', {}, text)),
    element('div', { class: 'table-scroll', tabindex: 0 }, tableOf(facts, scores)),
  ];
}

/** @type {import('../types.js').CreateView} */
export function createMeasuredView(root) {
  const body = element('div', { class: 'measured' });
  const details = element(
    'details',
    {},
    element('summary', {}, 'How this model learned, and what was measured'),
    body,
  );
  root.append(details);
  /** @type {ModelFacts | null} */
  let shown = null;

  return {
    wants: () => [],
    update({ trace: { facts } }) {
      root.hidden = facts === null;
      if (facts === shown) return;
      shown = facts;
      if (!facts) return;
      const { scores } = facts;
      body.replaceChildren(
        element('p', {}, HOW[facts.kind]),
        element(
          'p',
          { class: 'soft' },
          'All scores are on new sentences of this small story language, not on English at large.',
        ),
        ...(scores ? measuredParts(facts, scores) : [notMeasured()]),
      );
    },
  };
}
