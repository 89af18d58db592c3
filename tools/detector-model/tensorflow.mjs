#!/usr/bin/env node
// Runs the original model in TensorFlow.js: tensorflow.mjs NANODET.JSON INPUT OUTPUT. INPUT has the floats of one picture, OUTPUT those of the answer, in the
// order of the converted model.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

const SIZE = 416;
const [, , source, input, output] = process.argv;

setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
await tf.setBackend('wasm');
await tf.ready();

const { modelTopology, weightsManifest } = JSON.parse(readFileSync(source, 'utf8'));
const weights = readFileSync(join(dirname(source), weightsManifest[0].paths[0]));
const model = await loadGraphModel({
  load: () => Promise.resolve({
    modelTopology,
    weightSpecs: weightsManifest[0].weights,
    weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
  }),
});

const bytes = readFileSync(input);
const picture = tf.tensor(new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)), [1, 3, SIZE, SIZE]);
const outputs = ['', '_1', '_2'].flatMap((suffix, index) => [`Identity${suffix}:0`, `Identity_${index + 3}:0`]);
const results = await model.executeAsync({ 'input_1:0': picture }, outputs);
const grids = [0, 2, 4].map((index) => tf.concat([results[index], results[index + 1]], 2));
writeFileSync(output, Buffer.from((await tf.concat(grids, 1).data()).buffer));
