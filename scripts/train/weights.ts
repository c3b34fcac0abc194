/** What every trainer is told, is given and hands over. */
import type { Columns } from '../../src/match/tagger/features.ts';
import { readLabels } from '../../src/match/tagger/labels.ts';
import { FORMAT_VERSION, type TaggerHeader, writeModel } from '../../src/match/tagger/model.ts';

export interface Example {
  readonly length: number;
  readonly columns: Columns;
  /** Bit k of `allowed[i]`: label k may stand at position i. */
  readonly allowed: Uint16Array;
  /** How far a mistake on it moves the weights; 1 is usual. */
  readonly weight: number;
}

export interface TrainingPlan {
  readonly name: string;
  readonly labels: readonly string[];
  readonly columns: readonly string[];
  readonly templates: readonly (readonly string[])[];
  readonly bits: number;
  readonly seed: number;
  readonly epochs: number;
  /** Perceptron: added to the score of every wrong label, so that right ones must win by a margin (Tsochantaridis et al. 2005). */
  readonly cost?: number;
  readonly inputs: Readonly<Record<string, string>>;
  /** Weights below this share of the largest kept one are dropped. */
  readonly prune: number;
  /** Number of examples of an epoch. */
  readonly count: number;
  /** The example of that number, made anew each epoch (so that swapped names and hidden entries differ); valid until the next call. */
  readonly example: (index: number, epoch: number) => Example;
  readonly log?: (line: string) => void;
}

/** Of each row of features, and of each pair of labels, the score of each label. */
export interface Scores {
  readonly rows: ArrayLike<number>;
  readonly transitions: ArrayLike<number>;
}

/** Bytes of a tagger's file: takes label 0 off the others, scales to int8 and drops what is small. `unit`: what a score of 1 is called. */
export function packModel(plan: TrainingPlan, scores: Scores, unit = 1): Uint8Array {
  const labels = readLabels(plan.labels);
  const width = plan.labels.length;
  const size = 2 ** plan.bits;
  const relative = new Float64Array(size * (width - 1));
  for (let row = 0; row < size; row++) {
    const at = row * width;
    for (let k = 1; k < width; k++) relative[row * (width - 1) + k - 1] = scores.rows[at + k] - scores.rows[at];
  }
  const largest = quantile(relative, 0.99999);
  const scale = 127 / largest;
  const small = plan.prune * largest;
  const weights = new Int8Array(relative.length);
  for (let i = 0; i < relative.length; i++) {
    if (Math.abs(relative[i]) >= small) weights[i] = Math.max(-127, Math.min(127, Math.round(relative[i] * scale)));
  }
  const transitions = plan.labels.map((_, from) =>
    plan.labels.map((_, to) => {
      const at = from * width + to;
      return labels.follows[at] ? Math.round(scores.transitions[at] * scale) : 0;
    }),
  );
  const { name, columns, templates, bits, seed, inputs } = plan;
  const header: TaggerHeader = {
    version: FORMAT_VERSION,
    name,
    labels: plan.labels,
    columns,
    templates,
    bits,
    seed,
    inputs,
    scale: scale / unit,
    transitions,
  };
  return writeModel(header, weights);
}

/** The value below which that share of the non-zero magnitudes lies. */
function quantile(values: Float64Array, share: number): number {
  const magnitudes = values.map(Math.abs).filter((value) => value > 0);
  magnitudes.sort();
  return magnitudes.length === 0 ? 1 : magnitudes[Math.floor((magnitudes.length - 1) * share)];
}
