// Makes the bundled models: `./play train`. Trains every seed of the recipe, chooses on the validation split, measures the
// chosen ones on the test split, and writes the models with their card. The same seeds give the same files. With names,
// `./play train reader`, it makes these alone, and the others' parts of the card stay.
import { execFile } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const attend = process.env.ATTEND ?? join(root, 'build/native/attend');
const work = join(root, 'build/models');
const run = promisify(execFile);

const LINKS = ['pronoun', 'adjective', 'verb'];

/**
 * @typedef {object} Recipe
 * @property {string} name
 * @property {number[]} seeds
 * @property {string[]} flags
 * @property {(scores: any) => number} merit the largest is chosen
 */

const READER = ['--objective', 'reader', '--rate', '0.003', '--steps', '9000', '--bits', '4'];
const WRITER = ['--objective', 'writer', '--rate', '0.003', '--steps', '50000', '--bits', '4'];

/** @type {Recipe[]} */
const recipes = [
  { name: 'reader', seeds: [1, 2, 3, 4, 5], flags: READER, merit: readerMerit },
  {
    name: 'reader-causal',
    seeds: [2],
    flags: [...READER, '--mask', 'causal+noself'],
    merit: readerMerit,
  },
  {
    name: 'writer',
    seeds: [1],
    flags: [...WRITER, '--layers', '3'],
    merit: (scores) => -scores.perplexity.writer,
  },
];

/** The best head of a probe. @param {any} scores  @param {string} probe */
function best(scores, probe) {
  const { shares } = scores.probes[probe];
  const share = Math.max(...shares);
  return { share, head: shares.indexOf(share) };
}

/**
 * A reader is to have three heads of three names; among those with as many, the one whose links are found most often.
 * @param {any} scores
 */
function readerMerit(scores) {
  const named = LINKS.filter((link) =>
    scores.heads.some((/** @type {any} */ { role }) => role === link),
  );
  const sum = ['pronoun', 'single_adjective', 'verb'].reduce(
    (total, probe) => total + best(scores, probe).share,
    0,
  );
  return 10 * named.length + sum;
}

/** The metadata of a safetensors file. @param {string} file */
async function scoresOf(file) {
  const bytes = await readFile(file);
  const header = bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString();
  return JSON.parse(JSON.parse(header).__metadata__.scores);
}

/** @param {string} file  @param {string} than */
async function isNewer(file, than) {
  const [one, other] = await Promise.all([file, than].map((path) => stat(path).catch(() => null)));
  return Boolean(one && other && one.mtimeMs > other.mtimeMs);
}

/**
 * A model's file with its scores on the test split in place of those that it was chosen by.
 * @param {string} file
 */
async function measured(file) {
  const { stdout } = await run(attend, [
    'probe',
    '--model',
    file,
    '--split',
    'test',
    '--stories',
    '4000',
  ]);
  const scores = JSON.parse(stdout);
  const bytes = await readFile(file);
  const end = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, end).toString());
  header.__metadata__.scores = stdout.trim();
  // As the format asks: padded with spaces to whole 8 bytes.
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return { scores, bytes: Buffer.concat([length, padded, bytes.subarray(end)]) };
}

/** @param {Recipe} recipe  @param {number} seed */
async function train({ name, flags }, seed) {
  const split = 'validation';
  const file = join(work, `${name}-${seed}-${split}.safetensors`);
  const started = performance.now();
  // A training that was stopped goes on with the seeds that are missing.
  if (await isNewer(file, attend)) return { seed, file, scores: await scoresOf(file) };
  await run(attend, [
    'train',
    ...flags,
    '--seed',
    String(seed),
    '--split',
    split,
    '--quiet',
    '--output',
    file,
  ]);
  const scores = await scoresOf(file);
  console.log(
    `${name}, seed ${seed}, ${split}: ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  return { seed, file, scores };
}

/**
 * Every seed of these recipes, as many at once as there are processors; the longest first, so that none is left over.
 * @param {Recipe[]} wanted
 * @returns in the order of the recipes and seeds
 */
async function trainAll(wanted) {
  const jobs = wanted.flatMap((recipe) =>
    recipe.seeds.map((seed) => ({ recipe, seed, file: '', scores: /** @type {any} */ (null) })),
  );
  const queue = [...jobs]
    .sort((one, other) => stepsOf(other.recipe) - stepsOf(one.recipe))
    .values();
  const worker = async () => {
    for (const job of queue) Object.assign(job, await train(job.recipe, job.seed));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return jobs;
}

/** @param {Recipe} recipe */
const stepsOf = ({ flags }) => Number(flags[flags.indexOf('--steps') + 1]);

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** @param {any} scores @param {string} probe @param {number} heads */
function cell(scores, probe, heads = 4) {
  const { share, head } = best(scores, probe);
  return `${percent(share)} (${Math.floor(head / heads) + 1}.${(head % heads) + 1})`;
}

/** @param {any} scores */
const roles = (scores) =>
  scores.heads
    .flatMap((/** @type {any} */ { role }, /** @type {number} */ i) =>
      role ? [`${Math.floor(i / 4) + 1}.${(i % 4) + 1} ${role}`] : [],
    )
    .join(', ');

/** @param {{ seed: number, scores: any }} row @param {number} chosen */
function readerRow({ seed, scores }, chosen) {
  const columns = ['pronoun', 'single_adjective', 'first_of_two', 'verb'].map((probe) =>
    cell(scores, probe),
  );
  const others = [percent(scores.answers.all.share), percent(scores.verbs.share), roles(scores)];
  return `| ${seed === chosen ? `**${seed}**` : seed} | ${[...columns, ...others].join(' | ')} |`;
}

/** @param {any} samples @param {string} of */
const accepted = (samples, of) =>
  [samples[of].grammatical, samples[of].sensible]
    .map((count) => percent(count / samples.stories))
    .join(' · ');

/** @param {{ seed: number, scores: any }} row @param {number} chosen */
const writerRow = ({ seed, scores }, chosen) =>
  `| ${[
    seed === chosen ? `**${seed}**` : seed,
    ...['writer', 'bigram', 'language', 'grammar'].map((of) => scores.perplexity[of].toFixed(2)),
    ...['writer', 'bigram'].map((of) => accepted(scores.samples, of)),
  ].join(' | ')} |`;

const HEAD = {
  reader: `| seed | pronoun → noun | one adjective → noun | first of two adjectives | verb (present) → subject | answers | verbs restored | names earned |
| ---- | -------------- | -------------------- | ----------------------- | ------------------------ | ------- | -------------- | ------------ |`,
  writer: `| seed | writer | bigram | the language | the grammar of the split | writer's stories accepted | bigram's |
| ---- | ------ | ------ | ------------ | ------------------------ | ------------------------- | -------- |`,
};

/** A model's part of the card, as it stands. @param {string} card @param {string} name */
function partOf(card, name) {
  const from = card.indexOf(`\n## ${name}\n`) + 1;
  const to = card.indexOf('\n## ', from);
  return card.slice(from, to < 0 ? undefined : to);
}

const cardFile = join(here, 'README.md');
const former = await readFile(cardFile, 'utf8');
const names = process.argv.slice(2);
/** @type {string[]} */
const card = [];
await mkdir(work, { recursive: true });
const trained = await trainAll(
  recipes.filter(({ name }) => names.length === 0 || names.includes(name)),
);
for (const recipe of recipes) {
  const tried = trained.filter((job) => job.recipe === recipe);
  if (tried.length === 0) {
    card.push(partOf(former, recipe.name));
    continue;
  }
  const chosen = tried.reduce((one, other) =>
    recipe.merit(other.scores) > recipe.merit(one.scores) ? other : one,
  );
  const final = await measured(chosen.file);
  await writeFile(join(here, `${recipe.name}.safetensors`), final.bytes);
  const kind = recipe.name === 'writer' ? 'writer' : 'reader';
  const row = kind === 'reader' ? readerRow : writerRow;
  card.push(
    `## ${recipe.name}\n`,
    `\`attend train ${recipe.flags.join(' ')} --seed ${chosen.seed}\`\n`,
    `Chosen on the validation split among these seeds (the best head of each link in brackets):\n`,
    HEAD[kind],
    ...tried.map((one) => row(one, chosen.seed)),
    `\nSeed ${chosen.seed} on the test split, which nothing was chosen on:\n`,
    HEAD[kind],
    row({ seed: chosen.seed, scores: final.scores }, -1),
    '',
  );
}
const intro = await readFile(join(here, 'card_intro.md'), 'utf8');
const options = await resolveConfig(cardFile);
await writeFile(
  cardFile,
  await format(`${intro}\n${card.join('\n')}`, { ...options, parser: 'markdown' }),
);
