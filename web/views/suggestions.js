/** What to try with the sentence that is typed: one changed word, or two that change places. */

/** Sentences that turn on one word: either may be exchanged for the other. */
const PAIRS = [
  ['valuable', 'hungry'],
  ['big', 'small'],
  ['tired', 'wide'],
  ['key', 'keys'],
  ['dog', 'dogs'],
  ['he', 'she'],
];

/**
 * @typedef {object} Suggestion
 * @property {string} label
 * @property {string} text
 * @property {string} [word]  whose row is looked at then
 * @property {string} [back]  the word that was exchanged
 */

/**
 * Each pair's first word that stands in the text, exchanged.
 * @param {string} text
 * @returns {Suggestion[]}
 */
function exchanges(text) {
  return PAIRS.flatMap(([one, other]) => {
    const found = text.match(new RegExp(`\\b(?:${one}|${other})\\b`));
    if (!found) return [];
    const to = found[0] === one ? other : one;
    return [{ label: `${found[0]} → ${to}`, text: text.replace(found[0], to), back: found[0] }];
  });
}

/**
 * The first two different words that follow “the”, exchanged.
 * @param {string} text
 * @returns {Suggestion[]}
 */
function swap(text) {
  const nouns = [...text.matchAll(/\bthe (\p{L}+)/giu)];
  const first = nouns[0];
  const second = nouns.find((noun) => noun[1] !== first[1]);
  if (!second) return [];
  const head = text.slice(0, first.index) + first[0].slice(0, 4) + second[1];
  const middle = text.slice(first.index + first[0].length, second.index);
  const tail = second[0].slice(0, 4) + first[1] + text.slice(second.index + second[0].length);
  return [{ label: 'swap the two nouns', text: head + middle + tail }];
}

/**
 * A trial that tells attention to a pronoun from attention to whatever is a subject: somebody else is valuable now.
 * @param {string} text
 * @returns {Suggestion[]}
 */
function control(text) {
  const found = text.match(/\bbecause (it|he|she|they) (was|were|is|are)\b/);
  if (!found) return [];
  const verb = found[2] === 'was' || found[2] === 'were' ? 'was' : 'is';
  const subject = found[1] === 'it' ? 'something' : 'someone';
  const changed = `because ${subject} else ${verb}`;
  return [
    {
      label: `${subject} else ${verb}`,
      text: text.replace(found[0], changed),
      ...{ word: 'else', back: found[1] },
    },
  ];
}

/** Longer texts are not sentences to play with. */
const LONGEST = 300;

/**
 * @param {string} text
 * @param {string} [model]
 * @returns {Suggestion[]} at most three
 */
export function suggestionsFor(text, model = 'random') {
  if (text.length > LONGEST) return [];
  const plain = [...exchanges(text), ...swap(text)];
  return model === 'random' ? plain.slice(0, 3) : [...plain.slice(0, 2), ...control(text)];
}
