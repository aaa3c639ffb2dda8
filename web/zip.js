// A zip archive as bytes: deflated, the same for the same files, without a program that not every machine has.
import { crc32, deflateRawSync } from 'node:zlib';

/** The first day that a zip knows: an archive of the same files is the same. */
const DATE = (1 << 5) | 1;
const VERSION = 20;
const UTF8_NAMES = 1 << 11;
const DEFLATED = 8;

/**
 * A record of little-endian fields, each two bytes or four.
 * @param {[value: number, bytes: 2 | 4][]} fields
 */
function record(fields) {
  const bytes = Buffer.alloc(fields.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of fields) at = bytes.writeUIntLE(value, at, size);
  return bytes;
}

/**
 * @param {{ name: string, bytes: Buffer }[]} files names with slashes
 * @returns {Buffer}
 */
export function zip(files) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const deflated = deflateRawSync(bytes, { level: 9 });
    const encodedName = Buffer.from(name);
    /** @type {[number, 2 | 4][]} */
    const described = [
      [VERSION, 2],
      [UTF8_NAMES, 2],
      [DEFLATED, 2],
      [0, 2],
      [DATE, 2],
      [crc32(bytes), 4],
      [deflated.length, 4],
      [bytes.length, 4],
      [encodedName.length, 2],
      [0, 2],
    ];
    const local = record([[0x04034b50, 4], ...described]);
    directory.push(
      record([
        [0x02014b50, 4],
        [VERSION, 2],
        ...described,
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [offset, 4],
      ]),
      encodedName,
    );
    parts.push(local, encodedName, deflated);
    offset += local.length + encodedName.length + deflated.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = record([
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [files.length, 2],
    [files.length, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  ]);
  return Buffer.concat([...parts, ...directory, end]);
}
