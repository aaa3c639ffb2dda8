/**
 * The rows that a head's name was earned on: a name holds for nothing else. Pure. The rules are those of the grammar's
 * links (core/train/story_grammar.hpp); rules of position hold for every row.
 */
import { wordKinds } from '../state/word_kinds.js';

/**
 * @typedef {import('../types.js').ModelFacts} ModelFacts
 * @typedef {import('../../wasm/playground.js').HeadRoleName} HeadRoleName
 */

/** What the rows are that were tested, for a sentence. @type {Partial<Record<HeadRoleName, string>>} */
const NAMES = {
  pronoun: 'pronouns',
  adjective: 'adjectives before nouns',
  verb: 'present-tense verbs',
};

/** @type {Partial<Record<HeadRoleName, (kinds: string, at: number) => boolean>>} kinds: a letter for each token */
const TESTS = {
  pronoun: (kinds, at) => kinds[at] === 'p',
  adjective: (kinds, at) => kinds[at] === 'a' && /^a(?:j?a)*n/.test(kinds.slice(at)),
  // A verb whose subject is a pronoun has no noun to find; a base form behind do, to or not is not the verb that agrees.
  verb: (kinds, at) =>
    kinds[at - 1] !== 'p' &&
    ('vh'.includes(kinds[at]) || (kinds[at] === 'b' && !/[ht]\.?$/.test(kinds.slice(0, at)))),
};

/**
 * Letters of their own: for words behind which a base form is no present tense (do agrees with its subject, did does not),
 * and for the one that joins adjectives.
 */
const LETTERS = Object.freeze({ do: 'h', does: 'h', did: 't', to: 't', and: 'j' });

/**
 * @param {ModelFacts} facts
 * @param {readonly { id: number }[]} tokens
 * @returns {string} a letter for each token
 */
function kindsOf({ words, firstWord }, tokens) {
  return tokens
    .map(({ id }) => LETTERS[/** @type {'do'} */ (words[id])] ?? wordKinds[id - firstWord] ?? '.')
    .join('');
}

/** Whether the model's words are those of the stories. @param {ModelFacts} facts */
const knowsStories = ({ words, firstWord }) => words.length - firstWord === wordKinds.length;

/**
 * @param {ModelFacts | null} facts
 * @param {HeadRoleName | null} role
 * @param {readonly { id: number }[]} tokens
 * @returns {Uint8Array | null} N: 1 where a row was not tested; null where the name holds for all rows, or there is none
 */
export function untestedRows(facts, role, tokens) {
  const test = role && TESTS[role];
  if (!facts || !test || !knowsStories(facts)) return null;
  const kinds = kindsOf(facts, tokens);
  return Uint8Array.from(tokens, (_, at) => Number(!test(kinds, at)));
}

/**
 * @param {ModelFacts | null} facts
 * @param {HeadRoleName | null} role
 * @param {readonly { id: number }[]} tokens
 * @returns {string} '' where the name holds for all rows
 */
export function testedSentence(facts, role, tokens) {
  const name = role && NAMES[role];
  if (!name) return '';
  const rest = untestedRows(facts, role, tokens)?.every(Boolean)
    ? 'here are none: no row was tested.'
    : 'the paler rows were not tested.';
  return `This head’s name was earned on ${name}; ${rest}`;
}
