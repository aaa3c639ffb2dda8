// The models in dist/models/: each under its fixed name and under that of its version, with all versions that were ever
// released. For the page a safetensors file, for elements a classic script.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textOf } from './elements/bytes_text.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'models');
const ENDING = '.safetensors';

/** @typedef {{ name: string, version: string, bytes: Buffer }} ModelFile */

/** @param {Buffer} bytes */
export const versionOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 8);

/**
 * @param {string} place
 * @returns {Promise<ModelFile[]>} name: without the ending
 */
async function modelsIn(place) {
  const files = (await readdir(place)).filter((file) => file.endsWith(ENDING)).sort();
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(join(place, file));
      return { name: basename(file, ENDING), version: versionOf(bytes), bytes };
    }),
  );
}

export const bundledModels = () => modelsIn(folder);

/** What web/state/model_versions.js is in dist/. */
export async function versionsSource() {
  const models = await bundledModels();
  const table = Object.fromEntries(models.map(({ name, version }) => [name, version]));
  return `export const modelVersions = Object.freeze(${JSON.stringify(table)});`;
}

/** @type {import('esbuild').Plugin} */
export const versionsPlugin = {
  name: 'versions',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]model_versions\.js$/ }, async () => ({
      contents: await versionsSource(),
      loader: 'js',
    }));
  },
};

/** Keeps the bundled models for later versions of the page: run when a version is released. */
export async function keepReleased() {
  for (const { name, version, bytes } of await bundledModels()) {
    await writeFile(join(folder, `released/${name}.${version}${ENDING}`), bytes);
  }
}

/** @param {string} dist */
export async function writeModels(dist) {
  const bundled = await bundledModels();
  const released = await modelsIn(join(folder, 'released'));
  const wrong = released.find(({ name, version }) => !name.endsWith(`.${version}`));
  if (wrong) {
    throw new Error(`web/models/released/${wrong.name}${ENDING} has the version ${wrong.version}.`);
  }
  const current = bundled.map((model) => ({ ...model, name: `${model.name}.${model.version}` }));
  await mkdir(join(dist, 'models'), { recursive: true });
  const kept = [...released, ...current].map(({ name }) => name);
  await writeFile(join(dist, 'models/versions.json'), JSON.stringify([...new Set(kept)]));
  for (const { name, bytes } of [...released, ...bundled, ...current]) {
    const text = JSON.stringify(textOf(bytes));
    await writeFile(join(dist, `models/${name}${ENDING}`), bytes);
    await writeFile(
      join(dist, `models/${name}.js`),
      `(globalThis.attentionPlaygroundParts??={})['model ${name}']=${text};\n`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await keepReleased();
