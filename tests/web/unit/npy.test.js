import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npyBytes } from '../../../web/export/npy.js';

/** @param {Uint8Array} bytes */
function read(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + headerLength));
  const start = 10 + headerLength;
  const count = (bytes.length - start) / 4;
  const values = Array.from({ length: count }, (_, i) => view.getFloat32(start + 4 * i, true));
  return { magic: [...bytes.subarray(0, 8)], header, start, values };
}

test('a matrix becomes a file of version 1.0 that says its shape and holds its numbers', () => {
  const values = Float32Array.of(1, -2.5, 3e-8, -Infinity, 0, 7);
  const { magic, header, start, values: found } = read(npyBytes(values, [2, 3]));
  assert.deepEqual(
    magic,
    [0x93, ...'NUMPY'].map((c) => (typeof c === 'string' ? c.charCodeAt(0) : c)).concat(1, 0),
  );
  assert.match(header, /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 3\), \} *\n$/);
  assert.equal(start % 64, 0);
  assert.deepEqual(found, [...values]);
});

test('a vector has the comma that makes a tuple of one', () => {
  assert.match(read(npyBytes(new Float32Array(4), [4])).header, /'shape': \(4,\)/);
});

test('an empty matrix is a header and nothing else', () => {
  const { header, values } = read(npyBytes(new Float32Array(0), [0, 8]));
  assert.match(header, /\(0, 8\)/);
  assert.deepEqual(values, []);
});

test('the data begins at a multiple of 64 whatever the length of the header', () => {
  for (let size = 1; size < 10 ** 9; size *= 10) {
    const { start, header } = read(npyBytes(new Float32Array(0), [0, size, size, size, size]));
    assert.equal(start % 64, 0);
    assert.ok(header.endsWith('\n'));
  }
});
