/** The examples menu's texts, grouped. The story and the code are this project's own. */

/**
 * @typedef {import('../types.js').RequestState} RequestState
 * @typedef {{ label: string, request: Partial<RequestState> & { text: string }, cell?: [number, number] }} Example
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

/** @type {readonly ExampleGroup[]} */
export const exampleGroups = Object.freeze([
  {
    title: 'What does “it” mean?',
    examples: [
      {
        label: 'The dragon … because it was valuable.',
        request: { text: 'The dragon guarded the treasure because it was valuable.' },
        cell: [6, 4],
      },
      {
        label: 'The dragon … because it was hungry.',
        request: { text: 'The dragon guarded the treasure because it was hungry.' },
        cell: [6, 1],
      },
      {
        label: 'The trophy … because it was too big.',
        request: { text: 'The trophy did not fit in the suitcase because it was too big.' },
        cell: [9, 1],
      },
      {
        label: 'The animal … because it was too tired.',
        request: { text: 'The animal did not cross the street because it was too tired.' },
        cell: [8, 1],
      },
    ],
  },
  {
    title: 'Which word agrees with which?',
    examples: [
      {
        label: 'The keys near the cabinet are old.',
        request: { text: 'The keys near the cabinet are old.' },
        cell: [5, 1],
      },
      {
        label: 'The dog that the cats see runs.',
        request: { text: 'The dog that the cats see runs.' },
        cell: [6, 1],
      },
      {
        label: 'The small hungry dragon saw a red coin.',
        request: { text: 'The small hungry dragon saw a red coin.' },
        cell: [2, 3],
      },
    ],
  },
  {
    title: 'Other texts',
    examples: [
      { label: 'A longer story', request: { text: story } },
      { label: 'Code, in characters', request: { text: code, tokenizer: 'characters' } },
      {
        label: 'Byte-pair: low lower lowest',
        request: { text: 'low lower lowest slow slower slowest', tokenizer: 'bytepair:8' },
      },
    ],
  },
  {
    title: 'Other scripts',
    examples: [
      { label: 'Arabic', request: { text: 'حرس التنين الكنز لأنه كان ثمينا.' } },
      { label: 'Hebrew', request: { text: 'הדרקון שמר על האוצר כי הוא היה יקר.' } },
      {
        label: 'Chinese',
        request: { text: '龙守护着宝藏，因为它很珍贵。', tokenizer: 'characters' },
      },
      {
        label: 'Japanese',
        request: { text: '竜は宝物を守った。それが貴重だったから。', tokenizer: 'characters' },
      },
      { label: 'Hindi', request: { text: 'अजगर ने खज़ाने की रक्षा की क्योंकि वह कीमती था।' } },
      {
        label: 'Emoji',
        request: { text: '🐉🛡️💎 👩‍👩‍👧‍👦❤️🇪🇺👍🏽', tokenizer: 'characters' },
      },
    ],
  },
]);
