/**
 * The trainer of the Chinese tagger: a structured perceptron (Collins 2002) whose weights are averaged over all steps (Freund and
 * Schapire 1999) and whose examples may leave labels open (a set of allowed labels a position, after Tsuboi et al. 2008: the
 * best allowed row of labels is pulled up, the best row of all pushed down). Features are hashed by the decoder's own code.
 * The same seed and input give the same bytes.
 */
import { type Columns, hashRows } from '../../src/match/tagger/features.ts';
import { readLabels } from '../../src/match/tagger/labels.ts';
import { readTemplates } from '../../src/match/tagger/model.ts';
import { Random } from './random.ts';
import { type Example, packModel, type TrainingPlan } from './weights.ts';

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

  file(): Uint8Array {
    const mean = (values: ArrayLike<number>, late: Float64Array) =>
      Float64Array.from(late, (value, at) => values[at] - value / this.steps);
    return packModel(this.plan, {
      rows: mean(this.weights, this.late),
      transitions: mean(this.transitions, this.lateTransitions),
    });
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
