/**
 * The trainer of every tagger: a structured perceptron (Collins 2002) whose weights are averaged over all steps (Freund and
 * Schapire 1999) and whose examples may leave labels open (a set of allowed labels a position, after Tsuboi et al. 2008: the
 * best allowed row of labels is pulled up, the best row of all pushed down). Features are hashed by the decoder's own code.
 * The same seed and input give the same bytes.
 */
import { type Columns, hashRows } from '../../src/match/tagger/features.ts';
import { readLabels } from '../../src/match/tagger/labels.ts';
import { FORMAT_VERSION, readTemplates, type TaggerHeader, writeModel } from '../../src/match/tagger/model.ts';
import { Random } from './random.ts';

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
  /** Added to the score of every wrong label in training, so that right ones must win by a margin (Tsochantaridis et al. 2005). */
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

const IMPOSSIBLE = -1e30;

/** Trains a tagger and returns the bytes of its file. */
export function train(plan: TrainingPlan): Uint8Array {
  const perceptron = new Perceptron(plan);
  const order = Int32Array.from({ length: plan.count }, (_, i) => i);
  const random = new Random(plan.seed);
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    random.shuffle(order);
    let wrong = 0;
    let all = 0;
    for (const index of order) {
      const example = plan.example(index, epoch);
      if (example.length === 0) continue;
      wrong += perceptron.step(example);
      all += example.length;
    }
    plan.log?.(`epoch ${epoch + 1} of ${plan.epochs}: ${((100 * wrong) / all).toFixed(3)} % of ${all} labels wrong`);
  }
  return perceptron.file();
}

class Perceptron {
  private readonly labels;
  private readonly width: number;
  private readonly templates;
  private readonly weights: Float32Array;
  /** Sum of each change times the step it was made at: what averaging takes off. */
  private readonly late: Float64Array;
  private readonly transitions: Float64Array;
  private readonly lateTransitions: Float64Array;
  private steps = 1;
  private positions = new Int32Array(0);
  private rows: Int32Array[] = [];
  private scores = new Float64Array(0);
  private back = new Uint8Array(0);
  private guess = new Uint8Array(0);
  private truth = new Uint8Array(0);

  constructor(private readonly plan: TrainingPlan) {
    this.labels = readLabels(plan.labels);
    this.width = plan.labels.length;
    this.templates = readTemplates(plan.columns, plan.templates);
    const size = (2 ** plan.bits + 1) * this.width;
    this.weights = new Float32Array(size);
    this.late = new Float64Array(size);
    this.transitions = new Float64Array(this.width * this.width);
    this.lateTransitions = new Float64Array(this.width * this.width);
  }

  /** Learns from one example; returns how many labels were wrong. */
  step(example: Example): number {
    const { length, columns, allowed, weight } = example;
    this.grow(length);
    this.score(columns, length);
    this.best(length, null, this.guess, allowed);
    let wrong = 0;
    for (let i = 0; i < length; i++) if (((allowed[i] >> this.guess[i]) & 1) === 0) wrong++;
    if (wrong > 0) {
      this.best(length, allowed, this.truth);
      this.update(length, weight);
    }
    this.steps++;
    return wrong;
  }

  private score(columns: Columns, length: number): void {
    const { width, templates, rows, weights, scores, positions } = this;
    for (let t = 0; t < templates.length; t++) hashRows(templates[t], columns, positions, length, this.plan.bits, rows[t]);
    scores.fill(0, 0, length * width);
    for (let i = 0; i < length; i++) {
      const out = i * width;
      for (let t = 0; t < templates.length; t++) {
        const row = rows[t][i] * width;
        for (let k = 0; k < width; k++) scores[out + k] += weights[row + k];
      }
    }
  }

  /** Best row of labels among the allowed ones (all where null); labels that are not `right` cost extra. */
  private best(length: number, allowed: Uint16Array | null, path: Uint8Array, right?: Uint16Array): void {
    const { width, labels, transitions, scores, back } = this;
    if (right && this.plan.cost) this.addCost(length, right, this.plan.cost);
    let before = new Float64Array(width);
    let now = new Float64Array(width);
    const may = (i: number, k: number) => allowed === null || ((allowed[i] >> k) & 1) === 1;
    for (let k = 0; k < width; k++) before[k] = labels.opens[k] && may(0, k) ? scores[k] : IMPOSSIBLE;
    for (let i = 1; i < length; i++) {
      for (let k = 0; k < width; k++) {
        let best = IMPOSSIBLE * 2;
        let source = 0;
        if (may(i, k)) {
          for (let j = 0; j < width; j++) {
            if (labels.follows[j * width + k] === 0) continue;
            const value = before[j] + transitions[j * width + k];
            if (value > best) {
              best = value;
              source = j;
            }
          }
        }
        now[k] = best <= IMPOSSIBLE / 2 ? IMPOSSIBLE : best + scores[i * width + k];
        back[i * width + k] = source;
      }
      [before, now] = [now, before];
    }
    let label = 0;
    for (let k = 1; k < width; k++) {
      if (labels.closes[k] && (before[k] > before[label] || !labels.closes[label])) label = k;
    }
    for (let i = length - 1; i >= 0; i--) {
      path[i] = label;
      label = back[i * width + label];
    }
  }

  private addCost(length: number, right: Uint16Array, cost: number): void {
    const { width, scores } = this;
    for (let i = 0; i < length; i++) {
      for (let k = 0; k < width; k++) if (((right[i] >> k) & 1) === 0) scores[i * width + k] += cost;
    }
  }

  private update(length: number, amount: number): void {
    const { width, templates, rows, weights, late, transitions, lateTransitions, truth, guess, steps } = this;
    const lateAmount = amount * steps;
    for (let i = 0; i < length; i++) {
      const right = truth[i];
      const wrong = guess[i];
      if (right !== wrong) {
        for (let t = 0; t < templates.length; t++) {
          const row = rows[t][i] * width;
          weights[row + right] += amount;
          weights[row + wrong] -= amount;
          late[row + right] += lateAmount;
          late[row + wrong] -= lateAmount;
        }
      }
      if (i > 0 && (right !== wrong || truth[i - 1] !== guess[i - 1])) {
        const up = truth[i - 1] * width + right;
        const down = guess[i - 1] * width + wrong;
        transitions[up] += amount;
        transitions[down] -= amount;
        lateTransitions[up] += lateAmount;
        lateTransitions[down] -= lateAmount;
      }
    }
    // Absent features share the row behind the last, which must stay zero.
    weights.fill(0, weights.length - width);
    late.fill(0, late.length - width);
  }

  /** Averages, takes label 0 off the others, scales to int8 and drops what is small. */
  file(): Uint8Array {
    const { plan, width, steps } = this;
    const size = 2 ** plan.bits;
    const averaged = new Float64Array(size * (width - 1));
    for (let row = 0; row < size; row++) {
      const at = row * width;
      const zero = this.weights[at] - this.late[at] / steps;
      for (let k = 1; k < width; k++)
        averaged[row * (width - 1) + k - 1] = this.weights[at + k] - this.late[at + k] / steps - zero;
    }
    const largest = quantile(averaged, 0.99999);
    const scale = 127 / largest;
    const small = plan.prune * largest;
    const weights = new Int8Array(averaged.length);
    for (let i = 0; i < averaged.length; i++) {
      if (Math.abs(averaged[i]) >= small) weights[i] = Math.max(-127, Math.min(127, Math.round(averaged[i] * scale)));
    }
    const transitions = plan.labels.map((_, from) =>
      plan.labels.map((_, to) => {
        const at = from * width + to;
        const value = this.transitions[at] - this.lateTransitions[at] / steps;
        return this.labels.follows[at] ? Math.round(value * scale) : 0;
      }),
    );
    const { name, labels, columns, templates, bits, seed, inputs } = plan;
    const header: TaggerHeader = {
      version: FORMAT_VERSION,
      name,
      labels,
      columns,
      templates,
      bits,
      seed,
      inputs,
      scale,
      transitions,
    };
    return writeModel(header, weights);
  }

  private grow(length: number): void {
    if (length <= this.positions.length) return;
    const size = Math.max(512, length * 2);
    this.positions = Int32Array.from({ length: size }, (_, i) => i);
    this.rows = this.templates.map(() => new Int32Array(size));
    this.scores = new Float64Array(size * this.width);
    this.back = new Uint8Array(size * this.width);
    this.guess = new Uint8Array(size);
    this.truth = new Uint8Array(size);
  }
}

/** The value below which that share of the non-zero magnitudes lies. */
function quantile(values: Float64Array, share: number): number {
  const magnitudes = values.map(Math.abs).filter((value) => value > 0);
  magnitudes.sort();
  return magnitudes.length === 0 ? 1 : magnitudes[Math.floor((magnitudes.length - 1) * share)];
}
