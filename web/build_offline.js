// The service worker of dist/, last of all: it names what the site consists of.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const web = dirname(fileURLToPath(import.meta.url));

/**
 * Not kept at the first visit, but when it is asked for: what lessons and programs take, icons for installing, GPT-2's two
 * files, each model's second name, and licences.
 */
const ON_DEMAND =
  /^attention-playground|^embed|^playground\.|^attention_view|^icons\/|LICENSE$|^models\/(?:gpt2\/|.*\.js$|.*\.[0-9a-f]{8}\.)/;

/** @param {string} dist @returns {Promise<string[]>} with slashes */
export async function filesOf(dist) {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(dist, '/').length))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}

/** @param {string} dist complete but for this */
export async function buildServiceWorker(dist) {
  const files = await filesOf(dist);
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(await readFile(join(dist, file)));
  const kept = files.filter((file) => !ON_DEMAND.test(file));
  // A site's own address is that of its folder.
  const addresses = ['./', ...kept.map((file) => `./${file}`)];
  const contents = `export const build = '${hash.digest('hex').slice(0, 8)}';
export const kept = ${JSON.stringify(addresses)};`;
  await build({
    entryPoints: [join(web, 'offline/service_worker.js')],
    outfile: join(dist, 'service_worker.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
    plugins: [
      {
        name: 'files',
        setup({ onLoad }) {
          onLoad({ filter: /[\\/]build_files\.js$/ }, () => ({ contents, loader: 'js' }));
        },
      },
    ],
  });
}
