/** The examples menu's texts, grouped. The story and the code are this project's own. */

/**
 * @typedef {import('../types.js').RequestState} RequestState
 * @typedef {object} Example
 * @property {string} label
 * @property {Partial<RequestState> & { text: string }} request
 * @property {[number, number]} [head] layer and head, from 0: the reader's that was measured to do what is asked
 * @property {[number, number]} [cell] query and key
 * @typedef {{ title: string, examples: Example[] }} ExampleGroup
 */

const story = `The lighthouse keeper counted the steps each morning, because her father had counted them, and because a number that never changes is good company. There were two hundred and twelve. On the day the fog came in thick as wool, she counted two hundred and thirteen.

She went down and counted again. The lamp hummed above her and the sea breathed below, and both of them kept their own time. Two hundred and thirteen. Somewhere in the spiral there was a step that had not been there when she went to bed, and it looked exactly like its neighbours: worn in the middle, pale at the edge, a little wet.

A sensible woman would have written to the harbour. The keeper, who was sensible about most things, boiled water for tea instead and thought it over. If a tower grows by one step, she decided, then it wishes to be taller; and if it wishes to be taller, it must have seen something that she has not. So she carried her cup to the top, all two hundred and thirteen steps of it, and looked out over the wool.

Far to the north, where no ship had any business to be, a small light was blinking. It blinked twice, waited, and blinked twice again, patiently, like somebody who knocks at a door and does not want to wake the children. She set down the cup, trimmed the lamp, and answered it.`;

const code = `def softmax(row):
    top = max(row)
    exps = [exp(x - top) for x in row]
    total = sum(exps)
    return [e / total for e in exps]
`;

/** The reader's heads for a pronoun, a verb and an adjective (web/models/README.md). */
const [PRONOUN, VERB, ADJECTIVE] = /** @type {[number, number][]} */ ([
  [2, 0],
  [2, 2],
  [0, 2],
]);

/** @param {string} text  @param {[number, number]} head  @param {[number, number]} cell  @returns {Example} */
const read = (text, head, cell) => ({
  label: text,
  request: { text, model: 'reader' },
  head,
  cell,
});

/** @type {(label: string, text: string, tokenizer?: string) => Example} */
const untrained = (label, text, tokenizer = 'words') => ({
  label,
  request: { text, model: 'random', tokenizer },
});

/** @type {readonly ExampleGroup[]} */
export const exampleGroups = Object.freeze([
  {
    title: 'Who is “it”? (the reader)',
    examples: [
      read('The dragon guarded the treasure because it was valuable.', PRONOUN, [6, 4]),
      read('The dragon guarded the treasure because it was hungry.', PRONOUN, [6, 1]),
      read('The robot did not carry the box because it was heavy.', PRONOUN, [8, 6]),
      read('The horses did not eat the apples because they were rotten.', PRONOUN, [8, 6]),
      read('The queen thanked the king because he was kind.', PRONOUN, [6, 4]),
    ],
  },
  {
    title: 'Which word belongs to which? (the reader)',
    examples: [
      read('The keys near the castle are old.', VERB, [5, 1]),
      read('The dog near the cats is hungry.', VERB, [5, 1]),
      read('The dragon saw a red coin.', ADJECTIVE, [4, 5]),
    ],
  },
  {
    title: 'Other texts (random weights)',
    examples: [
      untrained('A longer story', story),
      untrained('Code, in characters', code, 'characters'),
      untrained(
        'Byte-pair: low lower lowest',
        'low lower lowest slow slower slowest',
        'bytepair:8',
      ),
    ],
  },
  {
    title: 'Other scripts (random weights)',
    examples: [
      untrained('Arabic', 'حرس التنين الكنز لأنه كان ثمينا.'),
      untrained('Hebrew', 'הדרקון שמר על האוצר כי הוא היה יקר.'),
      untrained('Chinese', '龙守护着宝藏，因为它很珍贵。', 'characters'),
      untrained('Japanese', '竜は宝物を守った。それが貴重だったから。', 'characters'),
      untrained('Hindi', 'अजगर ने खज़ाने की रक्षा की क्योंकि वह कीमती था।'),
      untrained('Emoji', '🐉🛡️💎 👩‍👩‍👧‍👦❤️🇪🇺👍🏽', 'characters'),
    ],
  },
]);
