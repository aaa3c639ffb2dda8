// Made by ./play build from the table in core/request.cpp; change it there.

/** @type {readonly import('../../wasm/playground.js').RequestProperty[]} */
export const requestTable = Object.freeze([
  { name: 'text', type: 'text', default: '', help: 'The sentence that is looked at.' },
  {
    name: 'model',
    type: 'model',
    default: 'random',
    choices: ['random', 'reader', 'writer', 'reader-causal'],
    help: 'Which model computes: random is untrained, its numbers drawn from the seed; reader, writer and reader-causal were trained.',
  },
  {
    name: 'tokenizer',
    type: 'tokenizer',
    default: 'words',
    choices: ['words', 'characters', 'bytepair'],
    help: 'How the text is cut: words, characters, bytepair:MERGES (learned from this text), or one that was loaded.',
  },
  {
    name: 'mask',
    type: 'mask',
    default: 'none',
    help: 'Which keys a query may see: none, causal, noself, window:W, dilated:W,S, global:a,b, bits:N,BITS, joined by +.',
  },
  {
    name: 'scale',
    type: 'scale',
    default: 'sqrt',
    choices: ['sqrt', 'none'],
    help: 'What scores are multiplied by: sqrt (1 / square root of d_k), none, or a number.',
  },
  {
    name: 'temperature',
    type: 'number',
    default: 1,
    minimum: 0.01,
    maximum: 100,
    help: 'What scores are divided by before the softmax: below 1 sharper, above 1 flatter.',
  },
  {
    name: 'layers',
    type: 'whole',
    default: 1,
    minimum: 1,
    maximum: 96,
    help: 'How many attention layers follow each other.',
  },
  {
    name: 'heads',
    type: 'whole',
    default: 8,
    minimum: 1,
    maximum: 96,
    help: 'How many heads each layer has.',
  },
  {
    name: 'width',
    type: 'whole',
    default: 64,
    minimum: 1,
    maximum: 1024,
    help: "How many numbers a token's vector has (D); a multiple of heads.",
  },
  {
    name: 'seed',
    type: 'whole',
    default: 1,
    minimum: 0,
    maximum: 4294967295,
    help: "Where the random model's numbers start from.",
  },
  {
    name: 'ablate',
    type: 'heads',
    default: 'none',
    help: 'Heads that are switched off, like 2.3 or 1.4,2.3 (layer and head, counted from 1).',
  },
]);
