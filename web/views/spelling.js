/** From the writer's words to a text as people write it. Pure. */

/** The sign that ends a story, in every trained model's words. */
export const END = 1;

/** A hidden word, as it stands in a text. */
export const MASK = '[MASK]';

/** No space before these; none behind those. */
const CLOSING = /^[.,!?;:)'-]$/;
const OPENING = /[(\-']$/;

/**
 * A word of the vocabulary without the sign of a piece: "#x" is a letter of a word that is not known.
 * @param {string} word
 */
export const withoutSign = (word) => (/^#.$/u.test(word) ? word.slice(1) : word);

/** @param {string} word */
export function isPiece(word) {
  return /^#[a-z0-9]$/.test(word);
}

/**
 * What each word adds to a text: the space before it, its capital at a sentence's beginning; a line's end for a story's.
 * @param {readonly { id: number, text: string }[]} words as in the vocabulary
 * @param {string} [before] the text that they go on from
 * @returns {string[]}
 */
export function spelled(words, before = '') {
  let last = before;
  let afterPiece = false;
  return words.map(({ id, text }) => {
    const added = id === END ? '\n' : spell(text, last, afterPiece);
    afterPiece = isPiece(text);
    last = added;
    return added;
  });
}

/**
 * @param {string} word
 * @param {string} last what stands before it
 * @param {boolean} afterPiece
 */
function spell(word, last, afterPiece) {
  const text = withoutSign(word);
  const begins = last.trim() === '';
  const joined =
    begins || CLOSING.test(text) || OPENING.test(last) || (afterPiece && isPiece(word));
  const capital = begins || /[.!?]["')]*\s*$/.test(last);
  const space = joined || last.endsWith(' ') ? '' : ' ';
  return space + (capital ? text[0].toUpperCase() + text.slice(1) : text);
}

/**
 * The texts of the stories, without empty ones.
 * @param {string} text
 */
export const storiesIn = (text) => text.split('\n').filter((story) => story.trim() !== '');
