/** What `./play dist` hands out. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { filesOf } from '../../../web/build_offline.js';
import { zip } from '../../../web/zip.js';
import { dist, launch, watch } from '../browser.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const packed = () => execFileSync(process.execPath, [join(root, 'web/build_dist.js')]);

test('the single file runs from a disk: it reads, writes and asks for nothing', async () => {
  packed();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const { errors, asked } = watch(page);
    const url = pathToFileURL(join(root, 'build/attention-playground.html')).href;
    await page.goto(url);
    const [whole, writer] = [0, 1].map((index) => page.locator('attention-playground').nth(index));
    await whole
      .getByText(/In head 3\.1/)
      .first()
      .waitFor();
    await whole.getByRole('textbox', { name: 'Type a sentence' }).fill('The wolf saw the egg.');
    await whole.getByRole('button', { name: 'egg' }).first().waitFor();
    await whole.getByLabel('model', { exact: true }).selectOption('writer');
    await page.waitForFunction(() => {
      const { trace } = /** @type {any} */ (document.querySelector('attention-playground'));
      return trace?.request.model === 'writer';
    });
    await writer.scrollIntoViewIfNeeded();
    await writer
      .getByRole('button', { name: /^(Write|Step|Play|Next)/ })
      .first()
      .waitFor();
    assert.deepEqual(errors, []);
    assert.deepEqual(
      asked.filter((other) => other !== url && !/^(?:blob|data):/.test(other)),
      [],
    );
  } finally {
    await browser.close();
  }
});

const withoutPython = spawnSync('python3', ['--version']).status !== 0 && 'no python3 here';

test('the zip holds the whole site, as others read it', { skip: withoutPython }, async () => {
  packed();
  const program = `import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps(archive.namelist()))
print(archive.read("attention-playground/index.html").decode("utf-8"), end="")`;
  const told = execFileSync(
    'python3',
    ['-c', program, join(root, 'build/attention-playground.zip')],
    {
      encoding: 'utf8',
    },
  );
  const [names, ...page] = told.split('\n');
  const files = await filesOf(dist);
  assert.deepEqual(
    JSON.parse(names),
    files.map((file) => `attention-playground/${file}`),
  );
  assert.equal(page.join('\n'), readFileSync(join(dist, 'index.html'), 'utf8'));
});

test('an archive of the same files is the same', () => {
  const files = [
    { name: 'a/ä.txt', bytes: Buffer.from('ä'.repeat(100)) },
    { name: 'b', bytes: Buffer.alloc(0) },
  ];
  assert.ok(zip(files).equals(zip(files)));
});
