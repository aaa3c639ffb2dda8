// Writes ONNX models byte by byte (protocol buffers): what onnxruntime is measured with is made here, not downloaded.
// Field numbers: onnx/onnx.proto of ONNX 1.16.

/** @param {number} value a whole number @returns {number[]} */
function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return bytes;
}

/** @param {Uint8Array[]} parts */
function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {number} field @param {number} value */
const number = (field, value) => Uint8Array.from([...varint(field << 3), ...varint(value)]);

/** @param {number} field @param {Uint8Array | string} content */
function bytes(field, content) {
  const raw = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return join([Uint8Array.from([...varint((field << 3) | 2), ...varint(raw.length)]), raw]);
}

/** @param {number} field @param {number} value */
function float(field, value) {
  const raw = new Uint8Array(Float32Array.of(value).buffer);
  return join([Uint8Array.from(varint((field << 3) | 5)), raw]);
}

const FLOAT = 1;
const INT64 = 7;

/**
 * @param {string} name
 * @param {Float32Array | number[]} values numbers, or whole numbers where it is a plain array
 * @param {number[]} [dims]
 */
export function tensor(name, values, dims = [values.length]) {
  const raw = values instanceof Float32Array ? values : BigInt64Array.from(values, BigInt);
  return join([
    ...dims.map((dim) => number(1, dim)),
    number(2, values instanceof Float32Array ? FLOAT : INT64),
    bytes(8, name),
    bytes(9, new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength)),
  ]);
}

/** @param {string} name @param {number | string | number[]} value */
function attribute(name, value) {
  const [INT, STRING, INTS] = [2, 3, 7];
  if (typeof value === 'string') {
    return join([bytes(1, name), bytes(4, value), number(20, STRING)]);
  }
  if (Array.isArray(value)) {
    return join([bytes(1, name), ...value.map((item) => number(8, item)), number(20, INTS)]);
  }
  if (!Number.isInteger(value)) {
    return join([bytes(1, name), float(2, value), number(20, FLOAT)]);
  }
  return join([bytes(1, name), number(3, value), number(20, INT)]);
}

/**
 * @param {string} operator 'MatMul', or 'com.microsoft:Gelu'
 * @param {string[]} inputs
 * @param {string[]} outputs
 * @param {Record<string, number | string | number[]>} [attributes]
 */
export function node(operator, inputs, outputs, attributes = {}) {
  const [type, domain = ''] = operator.split(':').reverse();
  return join([
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(4, type),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
    bytes(7, domain),
  ]);
}

/** @param {string} name @param {number[]} dims */
function value(name, dims) {
  const shape = join(dims.map((dim) => bytes(1, number(1, dim))));
  return join([bytes(1, name), bytes(2, bytes(1, join([number(1, FLOAT), bytes(2, shape)])))]);
}

/**
 * @param {object} graph
 * @param {Uint8Array[]} graph.nodes
 * @param {Uint8Array[]} [graph.tensors]
 * @param {Record<string, number[]>} [graph.between] values whose type onnxruntime cannot infer
 * @param {Record<string, number[]>} graph.inputs names and shapes
 * @param {Record<string, number[]>} graph.outputs
 */
export function model({ nodes, tensors = [], between = {}, inputs, outputs }) {
  const IR_VERSION = 10;
  const OPERATORS = 23;
  const graph = join([
    ...nodes.map((item) => bytes(1, item)),
    bytes(2, 'bench'),
    ...tensors.map((item) => bytes(5, item)),
    ...Object.entries(inputs).map(([name, dims]) => bytes(11, value(name, dims))),
    ...Object.entries(outputs).map(([name, dims]) => bytes(12, value(name, dims))),
    ...Object.entries(between).map(([name, dims]) => bytes(13, value(name, dims))),
  ]);
  return join([
    number(1, IR_VERSION),
    bytes(7, graph),
    bytes(8, join([bytes(1, ''), number(2, OPERATORS)])),
    bytes(8, join([bytes(1, 'com.microsoft'), number(2, 1)])),
  ]);
}
