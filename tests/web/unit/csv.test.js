import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvField, csvText } from '../../../web/export/csv.js';

/**
 * Reads RFC 4180, one character at a time.
 * @param {string} text
 */
function parse(text) {
  /** @type {string[][]} */
  const lines = [[]];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted && c === '"' && text[at + 1] === '"') field += text[(at += 1)];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === ',' || c === '\r')) {
      lines[lines.length - 1].push(field);
      field = '';
      if (c === '\r') {
        at += 1;
        if (at + 1 < text.length) lines.push([]);
      }
    } else field += c;
  }
  return lines;
}

const TOKENS = ['say "hi"', 'a,b', 'two\nlines', ' '];

test('tokens are headers, whatever is in them', () => {
  const values = new Float32Array(16).fill(0.25);
  const lines = parse(
    csvText({ values, rows: 4, columns: 4 }, { corner: 'query', rows: TOKENS, columns: TOKENS }),
  );
  assert.deepEqual(lines[0], ['query', ...TOKENS]);
  assert.deepEqual(
    lines.slice(1).map(([name]) => name),
    TOKENS,
  );
});

test('every number comes back as the same float32', () => {
  const values = Float32Array.of(0.1, -1 / 3, 6.1e-17, 3e38, -0, 1);
  const names = { corner: '', rows: ['a', 'b'], columns: ['1', '2', '3'] };
  const lines = parse(csvText({ values, rows: 2, columns: 3 }, names));
  const found = lines.slice(1).flatMap((line) => line.slice(1).map(Number));
  assert.deepEqual(
    found.map(Math.fround),
    [...values].map((value) => value + 0),
  );
});

test('a masked score is the −inf that pandas, NumPy and R read', () => {
  const text = csvText(
    { values: Float32Array.of(-Infinity), rows: 1, columns: 1 },
    { corner: '', rows: ['a'], columns: ['b'] },
  );
  assert.match(text, /a,-inf\r\n$/);
});

test('no token is run as a formula', () => {
  for (const token of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1']) {
    const [[read]] = parse(`${csvField(token)}\r\n`);
    assert.equal(read, `'${token}`);
  }
  assert.equal(csvField('dragon'), 'dragon');
});
