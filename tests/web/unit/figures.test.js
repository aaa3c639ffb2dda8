import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadPlayground } from '../../../wasm/playground.js';
import { matrixFigure } from '../../../web/export/figures/matrix_figure.js';
import { guessedMeasures } from '../../../web/export/figures/measures.js';
import { svgText } from '../../../web/export/figures/svg.js';
import { textFigure } from '../../../web/export/figures/text_figure.js';
import { drawHeatmap } from '../../../web/render/heatmap.js';
import { drawHeatmapShapes } from '../../../web/render/heatmap_shapes.js';
import { colourOf, diverging, pageColours, sequential } from '../../../web/render/palette.js';
import { createSvgContext, escapeXml } from '../../../web/render/svg_context.js';
import { stepOf } from '../../../web/views/steps.js';

const playground = await loadPlayground();
const TEXT = 'A <b>"bold"</b> token & its \'quotes\' because \u0001 it was.';
const trace = playground.run({ text: TEXT, mask: 'causal' });
const tokens = trace.tokens.map(({ text }) => text);
const N = trace.length;

const about = {
  title: 'One <head> & its weights',
  description: 'Rows: queries.',
  notice: null,
  source: 'model random',
};
const look = {
  theme: /** @type {'light' | 'dark'} */ ('light'),
  family: 'system-ui, sans-serif',
  measures: guessedMeasures,
};

const matrixSvg = (own = about, seen = look) =>
  svgText(
    matrixFigure(
      {
        step: stepOf('weights', 0, { model: 'random' }),
        matrix: {
          ...{ values: trace.weights(0, 0), rows: N, columns: N, limit: 1 },
          allowed: trace.allowed(),
        },
        tokens,
      },
      own,
      seen,
    ),
  );

test('a figure is made without a browser: title, description, every token as text, escaped', () => {
  const svg = matrixSvg();
  assert.match(svg, /^<\?xml [^>]*\?>\n<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  const [, title, description] = svg.match(/ role="img" aria-labelledby="(\S+) (\S+)"/) ?? [];
  assert.ok(svg.includes(`<title id="${title}">One &lt;head&gt; &amp; its weights</title>`));
  assert.ok(svg.includes(`<desc id="${description}">Rows: queries.</desc>`));
  for (const token of tokens) assert.ok(svg.includes(`>${escapeXml(token)}</text>`), token);
  assert.ok(!svg.includes('\u0001'), 'a control character that XML forbids');
  assert.ok(
    !/<script|<foreignObject|href=|url\((?!#)/.test(svg),
    'nothing runs, nothing is fetched',
  );
  const digits = svg.match(/>(?:≈?[01]|\.\d\d)<\/text>/g) ?? [];
  assert.ok(digits.length >= (N * (N + 1)) / 2, `${digits.length} digits`);
});

test('the same figure is the same text, whatever was drawn before', () => {
  const first = matrixSvg();
  const { weights, allowed } = {
    weights: trace.weights(0, 1).subarray(0, N),
    allowed: trace.allowed().subarray(0, N),
  };
  svgText(textFigure({ tokens, query: 0, weights, allowed, limit: 1 }, about, look));
  assert.equal(matrixSvg(), first);
});

test('two figures in one page have no id in common, and each refers to its own', () => {
  /** @param {string} svg @returns {string[]} */
  const idsOf = (svg) => svg.match(/(?<= id=")[^"]+/g) ?? [];
  const figures = [about, { ...about, title: 'Another' }, { ...about, description: 'Columns.' }]
    .map((own) => matrixSvg(own))
    .concat(matrixSvg(about, { ...look, theme: 'dark' }));
  for (const svg of figures) {
    assert.ok(idsOf(svg).some((id) => id.includes('hatch')));
    for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) assert.ok(idsOf(svg).includes(id), id);
  }
  const all = figures.flatMap(idsOf);
  assert.equal(new Set(all).size, all.length, all.join(' '));
});

/**
 * The colours that a figure's shapes give each pixel.
 * @param {string} content
 * @param {number} width
 * @param {number} height
 */
function pixelsOf(content, width, height) {
  const pixels = new Array(width * height).fill('');
  const paint = (/** @type {number[]} */ [x, y, across, down], /** @type {string} */ fill) => {
    for (let row = y; row < y + down; row += 1)
      pixels.fill(fill, row * width + x, row * width + x + across);
  };
  const shapes = content.replace(/<defs>.*<\/defs>/, '');
  for (const [, name, attributes] of shapes.matchAll(/<(rect|path) ([^>]*)\/>/g)) {
    const fill = attributes.match(/fill="([^"]*)"/)?.[1] ?? '';
    if (name === 'rect') paint([0, 0, width, height], fill);
    for (const [, ...box] of attributes.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)h-\d+z/g)) {
      paint(box.map(Number), fill);
    }
  }
  return pixels;
}

for (const cell of [20, 13.3, 7, 5.5, 1, 0.37]) {
  test(`shapes have each pixel's colour as the canvas has it, with cells of ${cell} pixels`, () => {
    const [rows, columns] = [9, 11];
    const values = Float32Array.from(
      { length: rows * columns },
      (_, i) => ((i * 37) % 100) / 50 - 1,
    );
    values[5] = NaN;
    const allowed = Uint8Array.from(values, (_, i) => Number(i % 7 !== 0));
    const matrix = { values, rows, columns, allowed };
    const table = diverging('dark');
    const colouring = {
      table,
      palette: /** @type {const} */ ('diverging'),
      limit: 1,
      theme: /** @type {const} */ ('dark'),
      ratio: 1,
    };
    const [width, height] = [Math.ceil(cell * columns), Math.ceil(cell * rows)];
    const viewport = { box: { x: 0, y: 0, width, height }, cellWidth: cell, cellHeight: cell };
    let data = new Uint8ClampedArray();
    const canvas = {
      createImageData: () => ({ data: (data = new Uint8ClampedArray(4 * width * height)) }),
      putImageData: () => undefined,
    };
    drawHeatmap(/** @type {any} */ (canvas), matrix, viewport, colouring);
    const context = createSvgContext(guessedMeasures, 'serif', 'one');
    drawHeatmapShapes(context, matrix, viewport, colouring);
    const painted = pixelsOf(context.content(), width, height);
    const plain = new Set(Array.from({ length: 256 }, (_, i) => colourOf(table, i / 255)));
    painted.forEach((fill, at) => {
      const seen = `rgb(${data.subarray(4 * at, 4 * at + 3).join(', ')})`;
      if (fill.startsWith('url'))
        assert.ok(!plain.has(seen) || fill.includes('not-a-number'), `pixel ${at}`);
      else assert.equal(fill, seen, `pixel ${at}`);
    });
  });
}

test('curves, turns and groups come out as a canvas draws them', () => {
  const context = createSvgContext(guessedMeasures, 'serif', 'one');
  context.moveTo(0, 20);
  context.quadraticCurveTo(0, 0, 5, 0);
  context.lineTo(50, 0);
  context.stroke();
  context.save();
  context.translate(10, 20);
  context.rotate(-Math.PI / 2);
  context.fillText('up', 0, 0);
  context.restore();
  context.save();
  context.beginPath();
  context.rect(0, 0, 9, 9);
  context.clip();
  context.fillRect(1, 1, 2, 2);
  context.restore();
  context.fillRect(3, 3, 2, 2);
  const content = context.content();
  assert.ok(content.includes('d="M0 20Q0 0 5 0L50 0"'), content);
  assert.ok(content.includes('transform="matrix(0 -1 1 0 10 20)"'), content);
  assert.match(content, /<g clip-path="url\(#one-clip-1\)"><rect x="1"[^>]*\/><\/g><rect x="3"/);
});

test('the figures’ colours are the page’s own', () => {
  const css = readFileSync(new URL('../../../web/style.css', import.meta.url), 'utf8');
  const blocks = {
    light: css.match(/:root \{([^}]*)\}/)?.[1],
    dark: css.match(/:root\[data-theme='dark'\] \{([^}]*)\}/)?.[1],
  };
  const names = {
    paper: 'paper',
    ink: 'ink',
    soft: 'ink-soft',
    hairline: 'hairline',
    accent: 'accent',
  };
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    const colours = pageColours(theme);
    for (const [name, property] of Object.entries(names)) {
      const hex = blocks[theme]?.match(new RegExp(`--${property}: (#\\w{6})`))?.[1] ?? '';
      const rgb = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ');
      const found = colours[/** @type {'ink'} */ (name)];
      assert.ok(found === hex || found === `rgb(${rgb})`, `${theme} ${name}: ${found}, ${hex}`);
    }
  }
  assert.equal(colourOf(sequential('light'), 0), pageColours('light').paper);
});
