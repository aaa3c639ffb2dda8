import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutColumns, layoutRows, roundStep } from '../../../web/render/axis_labels.js';
import { shortened, visibleText } from '../../../web/render/visible_text.js';

/** @typedef {import('../../../web/render/axis_labels.js').LabelBox} LabelBox */
/** @typedef {import('../../../web/render/axis_labels.js').AxisRequest} AxisRequest */

/** @param {string} text */
const measure = (text, bold = false) => Array.from(text).length * (bold ? 7.6 : 7);
const WORDS = [
  'The',
  'dragon',
  'guarded',
  'treasure',
  'it',
  '.',
  'Donaudampfschifffahrtsgesellschaft',
];

/** @param {number} count  @param {Partial<AxisRequest>} [more]  @returns {AxisRequest} */
function axisOf(count, more) {
  const labels = Array.from({ length: count }, (_, i) => WORDS[i % WORDS.length]);
  const cell = Math.min(44, 340 / count);
  return {
    ...{ labels, firstNumber: 0, count, cell, origin: 0, extent: cell * count },
    ...{ room: 70, overhang: 38, measure, pinned: [count >> 1] },
    ...more,
  };
}

/** @param {LabelBox} box  @returns {[number, number][]} */
function cornersOf({ x, y, width, height, angle }) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // The least bit smaller: boxes may touch.
  const half = height / 2 - 0.01;
  return [
    [0.01, -half],
    [width - 0.01, -half],
    [width - 0.01, half],
    [0.01, half],
  ].map(([a, b]) => [x + a * cos + b * sin, y - a * sin + b * cos]);
}

/** Whether two turned rectangles overlap: no side separates them. @param {LabelBox} one @param {LabelBox} other */
function overlap(one, other) {
  for (const { angle } of [one, other]) {
    for (const direction of [angle, angle + Math.PI / 2]) {
      const along = (/** @type {LabelBox} */ box) =>
        cornersOf(box).map(([x, y]) => x * Math.cos(direction) - y * Math.sin(direction));
      const [a, b] = [along(one), along(other)];
      if (Math.max(...a) <= Math.min(...b) || Math.max(...b) <= Math.min(...a)) return false;
    }
  }
  return true;
}

/** @param {LabelBox[]} boxes  @param {string} where */
function assertApart(boxes, where) {
  const inOrder = [...boxes].sort((one, other) => one.index - other.index);
  inOrder.forEach((box, i) => {
    for (const next of inOrder.slice(i + 1, i + 4)) {
      assert.ok(!overlap(box, next), `${where}: "${box.text}" and "${next.text}"`);
    }
  });
}

const lengths = [...Array.from({ length: 130 }, (_, i) => i + 1), 200, 300, 512, 999, 2048, 4096];

test('no two labels overlap at any length, whichever place is selected', () => {
  for (const count of lengths) {
    for (const pinned of [[], [0], [count >> 1], [count - 1], [1, 3]]) {
      const axis = axisOf(count, { pinned });
      assertApart(layoutRows(axis), `rows of ${count}, ${pinned} selected`);
      assertApart(layoutColumns(axis), `columns of ${count}, ${pinned} selected`);
    }
  }
});

test('no two labels overlap while zoomed in anywhere', () => {
  for (const cell of [0.4, 1, 2, 3.6, 5, 9, 14, 15, 20, 21.5, 30, 44, 72]) {
    const axis = axisOf(4096, { cell, extent: 340, origin: 1234.56, pinned: [1236] });
    assertApart(layoutRows(axis), `rows of ${cell} px`);
    assertApart(layoutColumns(axis), `columns of ${cell} px`);
  }
});

test('labels stay inside their room', () => {
  for (const count of lengths) {
    const axis = axisOf(count);
    for (const { x, width } of layoutRows(axis)) {
      assert.ok(x >= -axis.room && x + width <= 0, `rows of ${count}`);
    }
    for (const box of layoutColumns(axis)) {
      for (const [x, y] of cornersOf(box)) {
        assert.ok(y >= -axis.room - 0.01 && y <= 0, `columns of ${count}: ${y}`);
        assert.ok(x <= axis.extent + 38, `columns of ${count}: ${box.text} reaches ${x}`);
      }
    }
  }
});

test('a selected place keeps its label however thinned the others are', () => {
  for (const count of lengths) {
    const axis = axisOf(count);
    for (const layout of [layoutRows, layoutColumns]) {
      assert.ok(
        layout(axis).some(({ index }) => index === count >> 1),
        `${layout.name} of ${count}`,
      );
    }
  }
});

test('ten words are slanted in full, sixty thinned and upright, four thousand numbered from 0', () => {
  const ten = layoutColumns(axisOf(10));
  assert.equal(ten.length, 10);
  assert.ok(ten.every(({ angle }) => angle === Math.PI / 4));
  assert.equal(ten.find(({ index }) => index === 1)?.text, 'dragon');
  const sixty = layoutColumns(axisOf(60, { pinned: [] }));
  assert.ok(sixty.length >= 18 && sixty.every(({ angle }) => angle === Math.PI / 2));
  const thousands = layoutColumns(axisOf(4096, { pinned: [] })).map(({ text }) => text);
  assert.deepEqual(thousands, ['0', '500', '1000', '1500', '2000', '2500', '3000', '3500', '4000']);
});

test('words that all fit their columns stand level', () => {
  const boxes = layoutColumns(axisOf(3, { labels: ['a', 'b', 'c'] }));
  assert.deepEqual(
    boxes.map(({ angle, index }) => [angle, index]).sort(),
    [[0, 0], [0, 1], [0, 2]], // prettier-ignore
  );
});

test('the places of a vector are numbered from 1', () => {
  const texts = layoutRows(axisOf(8, { labels: null, firstNumber: 1, pinned: [] })).map(
    (box) => box.text,
  );
  assert.deepEqual(texts, ['1', '2', '3', '4', '5', '6', '7', '8']);
});

test('steps between numbers are round', () => {
  assert.deepEqual(
    [0.2, 1, 1.1, 3, 6, 11, 40, 99, 101].map(roundStep),
    [1, 1, 2, 5, 10, 20, 50, 100, 200],
  );
});

test('long tokens lose their middle, and never half a character', () => {
  const width = (/** @type {string} */ text) => Array.from(text).length;
  assert.equal(shortened('internationalization', 9, width), 'inte…tion');
  assert.equal(shortened('short', 9, width), 'short');
  const family = '👨‍👩‍👧‍👦';
  assert.equal(shortened(family.repeat(3), 15, width), `${family}…${family}`);
  assert.equal(shortened('word', 0, width), '…');
});

test('whitespace and invisible characters are made visible', () => {
  assert.equal(visibleText(' the'), '·the');
  assert.equal(visibleText('\n\t'), '⏎⇥');
  assert.equal(visibleText('\u3000'), '␣');
  assert.equal(visibleText('\u200b'), 'U+200B');
  assert.equal(visibleText('🙂'), '🙂');
});
