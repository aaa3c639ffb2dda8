import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const play = fileURLToPath(new URL('../../../play', import.meta.url));

test('./play refuses words that it would not heed', () => {
  for (const words of [
    ['build', 'extra'],
    ['dist', '--fast'],
    ['test', '--full', 'all'],
    ['lint', '--fx'],
  ]) {
    const { status, stderr } = spawnSync(play, words, { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`^play: ${words[0]} takes .*, not "${words.at(-1)}"\\.\\n$`));
  }
});
