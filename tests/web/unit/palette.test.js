import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  colourOf,
  contrast,
  diverging,
  divergingPosition,
  faded,
  hatchColours,
  faintInkOn,
  inkOn,
  luminanceOf,
  sequential,
} from '../../../web/render/palette.js';

/** @type {('light' | 'dark')[]} */
const THEMES = ['light', 'dark'];
const PAPER = { light: 'rgb(252, 250, 246)', dark: 'rgb(21, 21, 23)' };

/** @param {string} css */
const bytes = (css) => (css.match(/\d+/g) ?? []).map(Number);
/** @param {Uint8Array} table  @param {number} i */
const entry = (table, i) => table.subarray(3 * i, 3 * i + 3);

for (const theme of THEMES) {
  test(`nothing is the page's own paper in the ${theme} theme`, () => {
    assert.equal(colourOf(sequential(theme), 0), PAPER[theme]);
    assert.equal(colourOf(diverging(theme), divergingPosition(0, 3)), PAPER[theme]);
  });

  test(`a larger weight is always further from the paper in the ${theme} theme`, () => {
    const table = sequential(theme);
    const away = theme === 'light' ? -1 : 1;
    for (let i = 1; i < 256; i += 1) {
      const step = luminanceOf(entry(table, i)) - luminanceOf(entry(table, i - 1));
      assert.ok(step * away > 0, `entry ${i} of 255`);
    }
  });

  test(`both arms of signed numbers leave the paper in equal measure in the ${theme} theme`, () => {
    const table = diverging(theme);
    const away = theme === 'light' ? -1 : 1;
    for (let i = 1; i < 128; i += 1) {
      const [inner, above, below] = [127 + i, 128 + i, 128 - i].map((k) => entry(table, k));
      assert.ok((luminanceOf(above) - luminanceOf(inner)) * away > 0, `entry ${128 + i}`);
      assert.ok(contrast(above, below) < 1.25, `entries ${128 - i} and ${128 + i}`);
    }
  });

  for (const [name, table] of Object.entries({
    sequential: sequential(theme),
    diverging: diverging(theme),
  })) {
    test(`digits reach 4.5 : 1 on every ${name} step in the ${theme} theme`, () => {
      for (let i = 0; i < 256; i += 1) {
        const ratio = contrast(bytes(inkOn(table, i / 255)), entry(table, i));
        assert.ok(ratio >= 4.5, `entry ${i}: ${ratio.toFixed(2)}`);
      }
    });
  }

  test(`digits take the clearest ink where the page's own is not clear, ${theme}`, () => {
    const table = diverging(theme);
    for (let i = 0; i < 256; i += 1) {
      const cell = entry(table, i);
      const best = Math.max(contrast([0, 0, 0], cell), contrast([255, 255, 255], cell));
      const ratio = contrast(bytes(inkOn(table, i / 255)), cell);
      assert.ok(ratio >= Math.min(7, best) - 1e-9, `entry ${i}: ${ratio.toFixed(2)}`);
    }
  });

  test(`faint digits reach 4.5 : 1 as well, ${theme}`, () => {
    const table = sequential(theme);
    for (let i = 0; i < 256; i += 1) {
      const ratio = contrast(bytes(faintInkOn(table, i / 255, theme)), entry(table, i));
      assert.ok(ratio >= 4.5, `entry ${i}: ${ratio.toFixed(2)}`);
    }
  });

  test(`the hatching's lines are seen on their ground in the ${theme} theme`, () => {
    const { line, ground } = hatchColours(theme);
    assert.ok(contrast(line, ground) > 1.5);
  });
}

test('positions beyond the ends take the ends', () => {
  const table = sequential('light');
  assert.equal(colourOf(table, 7), colourOf(table, 1));
  assert.equal(colourOf(table, -7), colourOf(table, 0));
});

for (const theme of THEMES) {
  test(`faded cells are nearer to the paper, and digits on them still stand out in the ${theme} theme`, () => {
    for (const palette of /** @type {const} */ (['sequential', 'diverging'])) {
      const full = palette === 'diverging' ? diverging(theme) : sequential(theme);
      const table = faded(full, palette);
      const paper = bytes(PAPER[theme]);
      for (let i = 0; i < 256; i += 1) {
        const [cell, bright] = [entry(table, i), entry(full, i)];
        assert.ok(contrast(cell, paper) <= contrast(bright, paper) + 0.05, `${palette} ${i}`);
        assert.ok(contrast(bytes(inkOn(table, i / 255)), cell) >= 4.5, `${palette} ${i}`);
        assert.ok(contrast(bytes(faintInkOn(table, i / 255, theme)), cell) >= 4.5);
      }
      assert.notDeepEqual(entry(table, 255), entry(full, 255));
    }
  });
}
