// The last of making a script small: after esbuild, terser takes another eighth off what a visitor waits for.
import { readFile, writeFile } from 'node:fs/promises';
import { minify } from 'terser';

/**
 * @param {string} code
 * @param {{ isModule: boolean }} kind  a classic script is all ASCII, whatever encoding its page has
 */
export async function minified(code, { isModule }) {
  const smaller = await minify(code, {
    module: isModule,
    ecma: 2020,
    compress: { passes: 2 },
    format: { ascii_only: !isModule },
  });
  return smaller.code ?? code;
}

/**
 * @param {string} file
 * @param {{ isModule: boolean }} kind
 */
export async function minifyFile(file, kind) {
  await writeFile(file, await minified(await readFile(file, 'utf8'), kind));
}
