// Writes ONNX (https://onnx.ai/onnx/repo-docs/IR.html): the few messages of onnx.proto that a graph of convolutions needs, in protobuf's own encoding
// (https://protobuf.dev/programming-guides/encoding/). The numbers are those of the fields in onnx.proto.

const VARINT = 0;
const FIXED32 = 5;
const BYTES = 2;

const FLOAT = 1;
const INT64 = 7;

/** A field with a number of its own: int64, int32 or enum. */
function integer(field, value) {
  return Buffer.concat([varint((field << 3) | VARINT), varint(value)]);
}

/** A field of bytes, text or another message. */
function bytes(field, value) {
  const content = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([varint((field << 3) | BYTES), varint(content.length), content]);
}

function float(field, value) {
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  return Buffer.concat([varint((field << 3) | FIXED32), content]);
}

function varint(value) {
  let rest = BigInt.asUintN(64, BigInt(value));
  const encoded = [];
  do {
    encoded.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(encoded);
}

/** AttributeProto: a number with a fraction is a float, a whole one an int, as the value's own type says. */
function attribute(name, value) {
  if (typeof value === 'string') {
    return Buffer.concat([bytes(1, name), bytes(4, value), integer(20, 3)]);
  }

  if (Array.isArray(value)) {
    return Buffer.concat([bytes(1, name), ...value.map((item) => integer(8, item)), integer(20, 7)]);
  }

  return value instanceof Float
    ? Buffer.concat([bytes(1, name), float(2, value.value), integer(20, 1)])
    : Buffer.concat([bytes(1, name), integer(3, value), integer(20, 2)]);
}

/** An attribute that is a float even if it is whole. */
export class Float {
  constructor(value) {
    this.value = value;
  }
}

/** A NodeProto. */
export function node(operator, inputs, outputs, attributes = {}) {
  return Buffer.concat([
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(3, outputs[0]),
    bytes(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
  ]);
}

/** A TensorProto of a constant: a Float32Array, or a BigInt64Array. */
export function constant(name, shape, data) {
  const type = data instanceof Float32Array ? FLOAT : INT64;
  return Buffer.concat([
    ...shape.map((size) => integer(1, size)),
    integer(2, type),
    bytes(8, name),
    bytes(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  ]);
}

/** A ValueInfoProto of an input or output: floats. */
function value(name, shape) {
  const dimensions = shape.map((size) => bytes(1, integer(1, size)));
  const tensor = Buffer.concat([integer(1, FLOAT), bytes(2, Buffer.concat(dimensions))]);
  return Buffer.concat([bytes(1, name), bytes(2, bytes(1, tensor))]);
}

/** A ModelProto with one graph. */
export function model({ name, producer, nodes, constants, input, output, metadata }) {
  const graph = Buffer.concat([
    ...nodes.map((item) => bytes(1, item)),
    bytes(2, name),
    ...constants.map((item) => bytes(5, item)),
    bytes(11, value(input.name, input.shape)),
    bytes(12, value(output.name, output.shape)),
  ]);
  return Buffer.concat([
    integer(1, 8),
    bytes(2, producer),
    bytes(7, graph),
    bytes(8, integer(2, 17)),
    ...Object.entries(metadata).map(([key, text]) => bytes(14, Buffer.concat([bytes(1, key), bytes(2, text)]))),
  ]);
}
