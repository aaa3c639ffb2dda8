/** NumPy's own file format, version 1.0 (numpy.lib.format), for float32 arrays. */

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** The data begins at a multiple of it. */
const ALIGNMENT = 64;

/**
 * @param {Float32Array} values  row-major
 * @param {number[]} shape  its product is the number of values
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function npyBytes(values, shape) {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  const before = MAGIC.length + 4;
  const length = Math.ceil((before + description.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(length + 4 * values.length);
  bytes.set([...MAGIC, 1, 0]);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, length - before, true);
  const header = `${description.padEnd(length - before - 1)}\n`;
  bytes.set(new TextEncoder().encode(header), before);
  values.forEach((value, i) => view.setFloat32(length + 4 * i, value, true));
  return bytes;
}
