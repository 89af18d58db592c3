// Reads a graph model of TensorFlow.js: https://www.tensorflow.org/js/guide/conversion.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The graph's nodes in the order in which they can run, and its constants by name. */
export function readGraph(path) {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path, 'utf8'));
  const constants = new Map();
  for (const group of weightsManifest) {
    const data = Buffer.concat(group.paths.map((file) => readFileSync(join(dirname(path), file))));
    let offset = 0;
    for (const weight of group.weights) {
      const count = weight.shape.reduce((product, size) => product * size, 1);
      const size = weight.quantization?.dtype === 'float16' ? 2 : 4;
      constants.set(weight.name, { shape: weight.shape, values: read(data.subarray(offset, offset + count * size), weight) });
      offset += count * size;
    }
  }

  return { nodes: sort(modelTopology.node), constants };
}

function read(data, { name, dtype, quantization }) {
  if (dtype === 'float32' && quantization?.dtype === 'float16') {
    return Float32Array.from({ length: data.length / 2 }, (_, index) => half(data.readUInt16LE(index * 2)));
  }

  if (dtype === 'int32' && !quantization) {
    return Int32Array.from({ length: data.length / 4 }, (_, index) => data.readInt32LE(index * 4));
  }

  throw new Error(`The constant ${name} is stored in a way that is not known here: ${dtype} ${JSON.stringify(quantization)}.`);
}

/** IEEE 754 half precision. */
function half(bits) {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0x1f) {
    return fraction ? NaN : sign * Infinity;
  }

  return exponent ? sign * 2 ** (exponent - 15) * (1 + fraction / 1024) : sign * 2 ** -14 * (fraction / 1024);
}

/** A node comes after those whose outputs it takes. */
function sort(nodes) {
  const byName = new Map(nodes.map((item) => [item.name, item]));
  const [sorted, done] = [[], new Set()];
  const visit = (item) => {
    if (done.has(item.name)) {
      return;
    }

    done.add(item.name);
    (item.input ?? []).forEach((input) => visit(byName.get(input.split(':')[0])));
    sorted.push(item);
  };
  nodes.forEach(visit);
  return sorted;
}
