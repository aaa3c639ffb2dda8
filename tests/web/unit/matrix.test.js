import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captionOf, plainText, reverseOf, spoken } from '../../../web/views/caption_text.js';
import { layoutHeads, tileAfter } from '../../../web/views/heads_layout.js';
import { digitSize, drawDigits } from '../../../web/render/digits.js';
import { sequential } from '../../../web/render/palette.js';
import { cellAt, placeMatrix } from '../../../web/views/matrix_geometry.js';
import { cellAfter, zoomAfter } from '../../../web/views/matrix_keys.js';
import { showing, WHOLE, within, zoomed } from '../../../web/views/matrix_zoom.js';
import { listedColumns } from '../../../web/views/row_bars.js';
import { shapeOf, slicesOf, stepOf, stepsOf } from '../../../web/views/steps.js';
import { stretchOf, tabSeparated } from '../../../web/views/table_view.js';

const shape = { rows: 10, columns: 10 };

test('arrows move one cell on screen and stop at the edges', () => {
  const from = { row: 6, column: 4 };
  assert.deepEqual(cellAfter('ArrowLeft', false, from, shape, 9), { row: 6, column: 3 });
  assert.deepEqual(cellAfter('ArrowUp', false, from, shape, 9), { row: 5, column: 4 });
  assert.deepEqual(cellAfter('ArrowDown', false, { row: 9, column: 0 }, shape, 9), {
    row: 9,
    column: 0,
  });
  assert.deepEqual(cellAfter('ArrowLeft', false, { row: 9, column: 0 }, shape, 9), {
    row: 9,
    column: 0,
  });
});

test('Home and End go to the ends of the row, with Ctrl to the corners, and pages leap', () => {
  const from = { row: 6, column: 4 };
  assert.deepEqual(cellAfter('Home', false, from, shape, 9), { row: 6, column: 0 });
  assert.deepEqual(cellAfter('End', false, from, shape, 9), { row: 6, column: 9 });
  assert.deepEqual(cellAfter('Home', true, from, shape, 9), { row: 0, column: 0 });
  assert.deepEqual(cellAfter('End', true, from, shape, 9), { row: 9, column: 9 });
  assert.deepEqual(cellAfter('PageUp', false, from, shape, 4), { row: 2, column: 4 });
  assert.deepEqual(cellAfter('PageDown', false, from, shape, 4), { row: 9, column: 4 });
  assert.equal(cellAfter('a', false, from, shape, 4), null);
  assert.deepEqual([zoomAfter('0'), zoomAfter('x')], [0, null]);
});

/** @param {Partial<import('../../../web/views/matrix_geometry.js').Wish>} wish */
function placeOf(wish) {
  const labels = Array.from({ length: wish.rows ?? 10 }, (_, i) => ['The', 'treasure', '.'][i % 3]);
  return placeMatrix({
    ...{ width: 480, height: 380, rows: 10, columns: 10, rowLabels: labels, columnLabels: labels },
    ...{ widest: 1, largestCell: 44, zoom: WHOLE, ratio: 1 },
    measure: (text) => text.length * 7,
    ...wish,
  });
}

test('the whole matrix fits its room, in square cells of whole pixels, at any length', () => {
  for (const width of [300, 480, 900]) {
    for (const rows of [1, 2, 3, 7, 10, 33, 60, 130, 300, 1000, 4096]) {
      const place = placeOf({ width, rows, columns: rows });
      assert.ok(
        place.left + place.boxWidth <= width,
        `${rows} in ${width} is ${place.boxWidth} wide`,
      );
      assert.ok(place.height <= 380, `${rows} in ${width} is ${place.height} high`);
      assert.ok(Math.abs(place.cellWidth - place.cellHeight) < 1e-9);
      if (place.cellWidth >= 3) assert.equal(place.cellWidth % 1, 0);
    }
  }
  assert.equal(placeOf({ rows: 1, columns: 1 }).cellWidth, 44);
});

test('in a low room cells are wider than high, never higher, while rows have names; else they are squares', () => {
  for (const height of [240, 300, 380, 600]) {
    for (let rows = 1; rows <= 60; rows += 1) {
      const wish = { height, rows, columns: rows };
      const { cellWidth, cellHeight, left, boxWidth } = placeOf({ ...wish, widest: 1.6 });
      assert.ok(left + boxWidth <= 480, `${rows} in ${height}`);
      assert.ok(cellWidth >= cellHeight && cellWidth <= 1.6 * cellHeight, `${rows} in ${height}`);
      assert.equal(cellWidth % 1, 0);
      if (cellHeight < 15)
        assert.equal(cellWidth, cellHeight, 'without names there is no use for it');
    }
  }
  // Sixteen words in a low window: squares would hold no digits.
  const low = { height: 340, rows: 16, columns: 16 };
  const square = placeOf(low);
  assert.equal(digitSize(square.cellWidth, square.cellHeight, 'sequential'), 0);
  const wide = placeOf({ ...low, widest: 1.6 });
  assert.ok(digitSize(wide.cellWidth, wide.cellHeight, 'sequential') >= 9);
});

test('a number that an edge would cut is left out: a part of it would be read as another', () => {
  /** @type {any[][]} */
  const written = [];
  const context = /** @type {any} */ ({
    ...{ save() {}, restore() {}, beginPath() {}, rect() {}, clip() {} },
    fillText: (/** @type {any[]} */ ...call) => written.push(call),
  });
  const matrix = { values: new Float32Array(16).fill(0.92), rows: 4, columns: 4, allowed: null };
  const colouring = /** @type {any} */ ({
    ...{ palette: 'sequential', limit: 1, ratio: 1, theme: 'light', table: sequential('light') },
  });
  const box = { x: 0, y: 0, width: 100, height: 100 };
  const draw = (/** @type {number} */ row, /** @type {number} */ column) => {
    written.length = 0;
    const viewport = { box, cellWidth: 40, cellHeight: 40, row, column };
    drawDigits(context, matrix, viewport, colouring, 'serif');
    return written.map(([, x, y]) => [x, y]);
  };
  // Two and a half cells each way: of the third its middle is on the edge.
  assert.deepEqual(draw(0, 0), [
    [20, 20],
    [60, 20],
    [20, 60],
    [60, 60],
  ]);
  assert.deepEqual(
    draw(0.5, 0.5).map(([x]) => x),
    [40, 80, 40, 80],
    'the first is cut at the left',
  );
});

test('the cell under the pointer is the one that is drawn there, zoomed or not', () => {
  const place = placeOf({});
  const at = (/** @type {number} */ row, /** @type {number} */ column) => ({
    x: place.left + (column + 0.5) * place.cellWidth,
    y: place.top + (row + 0.5) * place.cellHeight,
  });
  assert.deepEqual(cellAt(place, WHOLE, at(6, 4), shape), { row: 6, column: 4 });
  assert.equal(cellAt(place, WHOLE, { x: place.left - 1, y: place.top + 1 }, shape), null);
  assert.equal(cellAt(place, WHOLE, at(10, 0), shape), null);
});

test('zooming keeps the point under the pointer and never leaves the matrix', () => {
  const many = { rows: 300, columns: 300 };
  const place = placeOf(many);
  const about = { row: 120, column: 250 };
  const closer = zoomed(WHOLE, place, 4, about);
  assert.equal(closer.scale, 4);
  assert.ok(Math.abs((about.row - closer.row) * 4 - about.row) < 1e-9);
  const there = placeOf({ ...many, zoom: closer });
  const shown = within(closer, there, many);
  assert.ok(shown.column >= 0 && shown.column + there.boxWidth / there.cellWidth <= 300 + 1e-6);
  const moved = showing(shown, there, { row: 299, column: 0 });
  assert.equal(moved.column, 0);
  assert.ok(moved.row + there.boxHeight / there.cellHeight >= 300 - 1e-6);
  assert.deepEqual(within(zoomed(closer, there, 1e-3, about), place, many), WHOLE);
});

/** @param {Partial<import('../../../web/views/caption_text.js').CellFacts> & { name?: any, model?: string }} facts */
function sentence({ name = 'weights', cell = { row: 2, column: 1 }, head = 1, ...more }) {
  return plainText(captionOf(factsOf({ name, cell, head, ...more })));
}

/** @param {any} facts  @returns {import('../../../web/views/caption_text.js').CellFacts} */
function factsOf({ name, model = 'random', ...more }) {
  const values = Float32Array.of(1, 0, 0, 0.3, 0.7, 0, 0.25, 0.59, 0.0031);
  const allowed = Uint8Array.of(1, 0, 0, 1, 1, 0, 1, 1, 1);
  return {
    step: stepOf(name, 0, { model }),
    matrix: { values, rows: 3, columns: 3, allowed, limit: 1 },
    tokens: ['The', 'treasure', 'it'],
    ...{ layer: 1, headWidth: 2, scaleFactor: 0.25, temperature: 1 },
    ...more,
  };
}

test('captions say what a cell means', () => {
  assert.equal(sentence({}), 'In head 2.2, it (row) takes 0.59 of its mix from treasure (column).');
  assert.equal(
    sentence({ head: -1 }),
    'On average, it (row) takes 0.59 of its mix from treasure (column).',
  );
  assert.equal(
    sentence({ cell: { row: 0, column: 0 } }),
    'The takes all from The: 1.00 because nothing else is allowed.',
  );
  assert.equal(
    sentence({ cell: { row: 1, column: 2 } }),
    'treasure may not look at it: not allowed by the mask, so 0.',
  );
  assert.equal(sentence({ name: 'scores' }), 'The score of it asking treasure: 0.59');
  assert.equal(
    sentence({ name: 'scaled' }),
    'The scaled score of it asking treasure: 0.59 (score × 0.25)',
  );
  assert.match(
    sentence({ name: 'masked', cell: { row: 0, column: 2 } }),
    /not allowed, the score becomes −∞/,
  );
  assert.equal(sentence({ name: 'q' }), 'Number 2 of the query of it: 0.59');
  assert.equal(sentence({ name: 'wk' }), 'How much number 3 of x counts in number 2 of k: 0.59');
  assert.equal(
    sentence({ name: 'concat', cell: { row: 2, column: 2 } }),
    'Number 3 of the heads’ outputs for it side by side, from head 2.2: 0.0031',
  );
});

test('a row with nothing allowed says so', () => {
  const matrix = {
    values: new Float32Array(9),
    rows: 3,
    columns: 3,
    allowed: new Uint8Array(9),
    limit: 1,
  };
  assert.equal(sentence({ matrix }), 'it may look at nothing: its whole row is 0.');
});

test('the reverse cell is named, and need not be allowed', () => {
  const facts = factsOf({ name: 'weights', cell: { row: 2, column: 1 }, head: 1 });
  assert.match(plainText(reverseOf(facts)), /^The other way round: treasure may not look at it/);
  assert.match(plainText(reverseOf({ ...facts, cell: { row: 1, column: 1 } })), /its own reverse/);
});

test('small numbers keep two digits, and nothing is negative zero', () => {
  assert.deepEqual([0, -0, 1.274, -0.412, 0.0031, -0.00042].map(spoken), [
    '0.00',
    '0.00',
    '1.27',
    '−0.41',
    '0.0031',
    '−0.00042',
  ]);
});

test('every step has a shape, and the mean of the heads has weights only', () => {
  const trace = { length: 10, width: 64, headWidth: 8 };
  const random = { model: 'random' };
  const shapes = Object.fromEntries(
    stepsOf(random).map((step) => [step.name, Object.values(shapeOf(step, trace)).join('×')]),
  );
  assert.equal(stepsOf(random).length, 16);
  assert.deepEqual(
    [shapes.x, shapes.wq, shapes.q, shapes.scores, shapes.output, shapes.concat, shapes.wo],
    ['10×64', '64×8', '10×8', '10×10', '10×8', '10×64', '64×64'],
  );
  assert.deepEqual(slicesOf(stepOf('q', -1, random), { layer: 2, head: -1 }), [
    ['meanWeights', 2],
    ['allowed'],
  ]);
  assert.deepEqual(slicesOf(stepOf('next', -1, random), { layer: 2, head: -1 }), [['attended', 2]]);
});

test('a trained model has x and, for its heads to read, x normalised; the random one reads x itself', () => {
  const [reader, random] = [{ model: 'reader' }, { model: 'random' }];
  const of = (/** @type {any} */ request) =>
    stepsOf(request).map((step) => [step.label, ...step.slice(1, 0)]);
  assert.deepEqual(of(reader).slice(0, 2), [
    ['x', 'stream', 1],
    ['norm(x)', 'input', 1],
  ]);
  assert.deepEqual(of(random)[0], ['x', 'input', 1]);
  assert.equal(stepOf('stream', 0, random).label, 'x');
  const cell = { row: 2, column: 1 };
  assert.match(sentence({ name: 'x', cell }), /the vector of it going into layer 2:/);
  assert.match(
    sentence({ name: 'x', cell, model: 'reader' }),
    /as layer 2's heads read it, normalised/,
  );
});

/** @param {number} layers  @param {number} heads */
const statisticsOf = (layers, heads) =>
  Array.from({ length: layers }, (_, l) =>
    Array.from({ length: heads }, (_, h) => ({
      ...{ entropy: l + h / 10, distance: h, sink: h / heads, previous: 0.1, diagonal: 0.2 },
    })),
  );

test('all heads and one mean a layer have a tile, and no two overlap', () => {
  for (const [layers, heads] of [
    [1, 8],
    [3, 4],
    [12, 12],
    [96, 96],
  ]) {
    // prettier-ignore
    for (const strip of [false, true]) {
      const wish = { statistics: statisticsOf(layers, heads), order: /** @type {const} */ ('layer') };
      const { tiles, side, width } = layoutHeads({ ...wish, width: 300, height: 400, strip });
      assert.equal(tiles.length, layers * (heads + 1));
      const places = new Set(tiles.map(({ x, y }) => `${x},${y}`));
      assert.equal(places.size, tiles.length);
      if (!strip) assert.ok(width <= 300 && tiles.every(({ x }) => x + side <= 300));
    }
  }
});

test('heads are ordered by a statistic, which stands under each', () => {
  const wish = { statistics: statisticsOf(2, 3), width: 300, height: 400, strip: false };
  const by = (/** @type {import('../../../web/types.js').Order} */ order) =>
    layoutHeads({ ...wish, order }).tiles.filter(({ head }) => head >= 0);
  assert.deepEqual(
    by('entropy').map(({ value }) => value),
    ['0.00 bits', '0.10 bits', '0.20 bits', '1.00 bits', '1.10 bits', '1.20 bits'],
  );
  assert.deepEqual(
    by('sink')
      .slice(0, 2)
      .map(({ value, head }) => [value, head]),
    [
      ['67 %', 2],
      ['67 %', 2],
    ],
  );
});

test('arrows lead from tile to tile', () => {
  const { tiles } = layoutHeads({
    statistics: statisticsOf(1, 8),
    order: 'layer',
    width: 300,
    height: 400,
    strip: false,
  });
  const below = tileAfter(tiles, 0, 'ArrowDown');
  assert.equal(tiles[below ?? 0].x, tiles[0].x);
  assert.ok(tiles[below ?? 0].y > tiles[0].y);
  assert.equal(tileAfter(tiles, below ?? 0, 'ArrowUp'), 0);
  assert.equal(tileAfter(tiles, 0, 'ArrowRight'), 1);
  assert.equal(tileAfter(tiles, 0, 'ArrowLeft'), 0);
  assert.equal(tileAfter(tiles, 3, 'End'), 8);
  assert.equal(tileAfter(tiles, 3, 'Enter'), null);
});

test('long rows list their largest weights in the order of the matrix', () => {
  const values = Float32Array.from({ length: 30 }, (_, i) => (i % 2 ? i / 100 : 0));
  const allowed = new Uint8Array(30).fill(1);
  allowed[29] = 0;
  const columns = listedColumns({ values, rows: 1, columns: 30, allowed, limit: 1 }, 0);
  assert.deepEqual(columns, [5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27]);
});

test('the table shows a stretch around the selected cell and copies full numbers', () => {
  assert.deepEqual(stretchOf(10, 4), [0, 10]);
  assert.deepEqual(stretchOf(1000, 500), [468, 532]);
  assert.deepEqual(stretchOf(1000, 999), [936, 1000]);
  const matrix = {
    values: Float32Array.of(0.1, 0, 1, 0),
    rows: 2,
    columns: 2,
    allowed: Uint8Array.of(1, 0, 1, 1),
    limit: 1,
  };
  assert.equal(
    tabSeparated(matrix, ['a', 'b'], ['a', 'b']),
    '\ta\tb\na\t0.10000000149011612\t\nb\t1\t0\n',
  );
});
