/** The mean of several trainings of one tagger: they differ in the order of examples, and their mistakes partly cancel. */
import { readModel, writeModel } from '../../src/match/tagger/model.ts';

/** Bytes of the model whose weights are the mean of those of `files`, which share labels, templates and bits. */
export function average(files: readonly Uint8Array[]): Uint8Array {
  const models = files.map(readModel);
  const { header } = models[0];
  const sums = new Float64Array(models[0].weights.length);
  const transitions = header.transitions.map((row) => row.map(() => 0));
  for (const { weights, header } of models) {
    const share = 1 / header.scale / models.length;
    for (let i = 0; i < sums.length; i++) sums[i] += weights[i] * share;
    header.transitions.forEach((row, from) => {
      row.forEach((value, to) => {
        transitions[from][to] += value * share;
      });
    });
  }
  const magnitudes = sums.map(Math.abs).filter((value) => value > 0);
  magnitudes.sort();
  const scale = 127 / (magnitudes[Math.floor(magnitudes.length * 0.99999)] ?? 1);
  const weights = Int8Array.from(sums, (sum) => Math.max(-127, Math.min(127, Math.round(sum * scale))));
  const scaled = transitions.map((row) => row.map((value) => Math.round(value * scale)));
  return writeModel({ ...header, scale, transitions: scaled }, weights);
}
