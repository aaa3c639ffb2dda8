import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  about,
  exact,
  exactDigits,
  grouped,
  isRounded,
  percent,
  short,
} from '../../../web/render/number_text.js';
import { spoken } from '../../../web/views/caption_text.js';

/** Float32 numbers of every size and sign, by their bits. */
function* manyFloats() {
  const bits = new Uint32Array(1);
  const floats = new Float32Array(bits.buffer);
  // A full-period step through all 2^32 patterns, stopped early.
  for (let i = 0; i < 100_000; i += 1) {
    bits[0] = (bits[0] + 2_654_435_769) >>> 0;
    if (Number.isFinite(floats[0])) yield floats[0];
  }
}

test('exact digits give back the same float32, for every size and sign', () => {
  for (const value of manyFloats()) {
    assert.equal(Math.fround(Number(exactDigits(value))), value + 0, exactDigits(value));
  }
});

test('no shorter digits would give back the same normal float32', () => {
  for (const value of manyFloats()) {
    if (Math.abs(value) < 1.2e-38) continue;
    const count = exactDigits(value).replace(/e.*$/, '').replace(/\D/g, '').replace(/^0+/, '');
    const digits = count.replace(/0+$/, '').length;
    if (digits <= 1) continue;
    const shorter = Number(value.toPrecision(digits - 1));
    assert.notEqual(Math.fround(shorter), value, `${exactDigits(value)}, ${shorter}`);
  }
});

test('four significant digits are shown, with a true minus', () => {
  assert.equal(short(Math.fround(0.83742)), '0.8374');
  assert.equal(short(-12.503), '\u221212.50');
  assert.equal(short(5123.4), '5123');
  assert.equal(short(51234.4), '51230');
  assert.equal(short(0.00123456), '0.001235');
});

test('what four digits say in full has no padding and no "≈"', () => {
  assert.equal(about(0.5), '0.5');
  assert.equal(about(Math.fround(0.1)), '0.1');
  assert.equal(about(1), '1');
  assert.equal(about(-3), '\u22123');
  assert.equal(isRounded(Math.fround(0.1234)), false);
});

test('what is rounded says so', () => {
  assert.equal(about(Math.fround(0.83742)), '≈ 0.8374');
  assert.equal(about(2 + 2 ** -20), '≈ 2.000');
});

test('very small and very large numbers have a readable power of ten', () => {
  assert.equal(short(6.2e-5), '6.2×10⁻⁵');
  assert.equal(short(-6.23456e-12), '\u22126.235×10⁻¹²');
  assert.equal(short(1.23456e9), '1.235×10⁹');
  assert.equal(exact(1.5e-7), '1.5×10⁻⁷');
});

test('zero has no sign, whichever it is', () => {
  for (const write of [short, exact, exactDigits, about]) {
    assert.equal(write(-0), '0');
    assert.equal(write(0), '0');
  }
  assert.doesNotMatch(short(-1e-9), /^\u22120/);
});

test('infinity and what is no number have names', () => {
  assert.equal(short(-Infinity), '\u2212∞');
  assert.equal(exactDigits(-Infinity), '-Infinity');
  assert.equal(about(Infinity), '∞');
  assert.equal(short(NaN), 'not a number');
});

test('shares are written in percent, and a small one is not nothing', () => {
  assert.equal(percent(0.836), '84 %');
  assert.equal(percent(0.006), '0.6 %');
  assert.equal(percent(0.02), '2 %');
  assert.equal(percent(0.00004), 'under 0.1 %');
  assert.equal(percent(0), '0 %');
  assert.equal(percent(1), '100 %');
  const nearlyAll = [0.9949, 0.995, 0.9974, 0.999, 0.9991, 0.99999994].map(percent);
  assert.deepEqual(nearlyAll, ['99 %', '99.5 %', '99.7 %', '99.9 %', 'over 99.9 %', 'over 99.9 %']);
});

test('what is not 1 is never written as 1, nor what is not 0 as 0', () => {
  const near = [0.99994, 0.99996, Math.fround(0.99999994), 1, Math.fround(1.00001), 1e-9];
  assert.deepEqual(near.map(short), ['0.9999', '0.99996', '0.99999994', '1', '1.00001', '1×10⁻⁹']);
  assert.equal(about(0.99996), '0.99996');
  const said = [0, 1e-4, 0.00999, 0.01, 0.9949, 0.996, Math.fround(0.99999994), 1, -0.996];
  assert.deepEqual(said.map(spoken), [
    ...['0.00', '0.00010', '0.0100', '0.01', '0.99', '0.9960', '0.999999940', '1.00', '−0.9960'],
  ]);
  const tiny = [1.2e-6, 4.71e-11, -1e-9, 1e-30].map(spoken);
  assert.deepEqual(tiny, ['0.0000012', '4.7×10⁻¹¹', '−1.0×10⁻⁹', '1.0×10⁻³⁰']);
});

test('counts and limits have their thousands apart, as the browser would write them', () => {
  const written = new Intl.NumberFormat('en', { maximumSignificantDigits: 12 });
  const values = [
    0,
    7,
    999,
    1000,
    1304,
    99999,
    123456,
    1e6,
    4294967295,
    1e9,
    -1234,
    0.01,
    0.1 + 0.2,
    1234.5,
  ];
  assert.deepEqual(values.map(grouped), values.map(written.format));
});
