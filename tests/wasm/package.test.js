/** The npm package as others install it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'playground-package-'));
const installed = join(folder, 'node_modules/attention-playground');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

before(() => {
  // What is in dist/ is packed as it is.
  const packing = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  execFileSync('npm', packing, { cwd: root });
  mkdirSync(installed, { recursive: true });
  const archive = join(folder, `attention-playground-${version}.tgz`);
  execFileSync('tar', ['-xzf', archive, '-C', installed, '--strip-components=1']);
});
after(() => rmSync(folder, { recursive: true }));

test('the packed module runs in Node, with the models that lie in it', () => {
  writeFileSync(
    join(folder, 'use.mjs'),
    `import { loadPlayground } from 'attention-playground';
const playground = await loadPlayground();
await playground.load('reader');
const trace = playground.run({ text: 'The dragon guarded the egg.', model: 'reader' });
console.log(trace.length, trace.weights(2, 3).length);`,
  );
  const said = execFileSync(process.execPath, ['use.mjs'], { cwd: folder, encoding: 'utf8' });
  assert.equal(said, '6 36\n');
});

test('its types are found and checked', () => {
  const compiler = join(root, 'node_modules/.bin/tsc');
  const options = '--noEmit --strict --module nodenext --target es2022 --lib es2023,dom'.split(' ');
  /** @param {string} source */
  const check = (source) => {
    writeFileSync(join(folder, 'use.mts'), source);
    return execFileSync(compiler, [...options, 'use.mts'], { cwd: folder, encoding: 'utf8' });
  };
  const begin = `import { loadPlayground } from 'attention-playground';
const playground = await loadPlayground();
const trace = playground.run({ text: 'a b', mask: 'causal', heads: 4 });`;
  check(`${begin}
const weights: Float32Array = trace.weights(0, 3);
export { weights };`);
  assert.throws(() => check(`${begin}\nexport const weights: string = trace.weights(0, 3);`));
});

test('it has the site and the element, and nothing of the sources', () => {
  const paths = ['attention-playground/element', 'attention-playground/element-lite'];
  writeFileSync(
    join(folder, 'resolve.mjs'),
    `for (const path of ${JSON.stringify(paths)}) console.log(import.meta.resolve(path));`,
  );
  const found = execFileSync(process.execPath, ['resolve.mjs'], { cwd: folder, encoding: 'utf8' });
  for (const url of found.trim().split('\n')) assert.ok(readFileSync(new URL(url)).length > 0);
  assert.throws(() => readFileSync(join(installed, 'web/app.js')));
});

test('the version is said in one place', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  assert.equal(lock.version, version);
  assert.doesNotMatch(readFileSync(join(root, 'CMakeLists.txt'), 'utf8'), /VERSION \d+\.\d+\.\d+/);
});
