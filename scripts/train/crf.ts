/**
 * The trainer of the German and English tagger: a conditional random field (Lafferty et al. 2001) fitted by AdaGrad (Duchi et al. 2011),
 * whose examples may leave labels open (Tsuboi et al. 2008): what is allowed, all together, is made likelier. Features are hashed by
 * the decoder's own code, weights averaged over all steps. The same seed and input give the same bytes.
 */
import { type Columns, hashRows } from '../../src/match/tagger/features.ts';
import { readLabels } from '../../src/match/tagger/labels.ts';
import { readTemplates } from '../../src/match/tagger/model.ts';
import { Random } from './random.ts';
import { type Example, packModel, type TrainingPlan } from './weights.ts';

/** Length of a step, and what keeps the first steps from being long. */
const RATE = 0.05;
const DAMPING = 1;
/** Expectations that differ less need no step. */
const LEAST = 0.001;
/** Scores are natural logarithms of odds; the header counts in thirtieths of one. */
const UNIT = 30;
/** Examples between two looks at the transitions. */
const REFRESH = 50;

/** Trains a tagger and returns the bytes of its file. */
export function trainField(plan: TrainingPlan): Uint8Array {
  const field = new Field(plan);
  const order = Int32Array.from({ length: plan.count }, (_, i) => i);
  const random = new Random(plan.seed);
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    random.shuffle(order);
    let loss = 0;
    let all = 0;
    for (const index of order) {
      const example = plan.example(index, epoch);
      if (example.length === 0) continue;
      loss += field.step(example);
      all += example.length;
    }
    plan.log?.(`epoch ${epoch + 1} of ${plan.epochs}: loss ${(loss / all).toFixed(4)} for each of ${all} labels`);
  }
  return field.file();
}

/** Values that are learnt, each with the sum of its squared gradients and, for averaging, of its changes times their step. */
class Parameters {
  readonly values: Float32Array;
  readonly late: Float64Array;
  private readonly squares: Float32Array;

  constructor(size: number) {
    this.values = new Float32Array(size);
    this.late = new Float64Array(size);
    this.squares = new Float32Array(size);
  }

  move(at: number, gradient: number, rate: number, step: number): void {
    this.squares[at] += gradient * gradient;
    const change = (rate * gradient) / Math.sqrt(this.squares[at] + DAMPING);
    this.values[at] += change;
    this.late[at] += change * step;
  }

  averaged(steps: number): Float64Array {
    return Float64Array.from(this.values, (value, at) => value - this.late[at] / steps);
  }
}

class Field {
  private readonly labels;
  private readonly width: number;
  private readonly templates;
  private readonly weights: Parameters;
  private readonly transitions: Parameters;
  /** Exponentials of the transitions, as they were at the last look. */
  private readonly odds: Float64Array;
  private readonly pair: Float64Array;
  private readonly pairGradient: Float64Array;
  private steps = 1;
  private positions = new Int32Array(0);
  private rows: Int32Array[] = [];
  private scores = new Float64Array(0);
  private gradient = new Float64Array(0);
  private emitted = new Float64Array(0);
  private forward = new Float64Array(0);
  private backward = new Float64Array(0);

  constructor(private readonly plan: TrainingPlan) {
    this.labels = readLabels(plan.labels);
    this.width = plan.labels.length;
    this.templates = readTemplates(plan.columns, plan.templates);
    const pairs = this.width * this.width;
    this.weights = new Parameters((2 ** plan.bits + 1) * this.width);
    this.transitions = new Parameters(pairs);
    this.odds = new Float64Array(pairs);
    this.pair = new Float64Array(pairs);
    this.pairGradient = new Float64Array(pairs);
  }

  /** Learns from one example; returns minus the logarithm of how likely its labels were. */
  step({ length, columns, allowed, weight }: Example): number {
    this.grow(length);
    this.score(columns, length);
    if ((this.steps - 1) % REFRESH === 0) {
      for (let k = 0; k < this.odds.length; k++) this.odds[k] = this.labels.follows[k] ? Math.exp(this.transitions.values[k]) : 0;
    }
    this.gradient.fill(0, 0, length * this.width);
    this.pairGradient.fill(0);
    const right = this.expect(length, allowed, 1);
    if (right === null) return 0;
    const any = this.expect(length, null, -1) as number;
    this.update(length, weight);
    this.steps++;
    return any - right;
  }

  private score(columns: Columns, length: number): void {
    const { width, templates, rows, scores, positions } = this;
    const { values } = this.weights;
    for (let t = 0; t < templates.length; t++) hashRows(templates[t], columns, positions, length, this.plan.bits, rows[t]);
    scores.fill(0, 0, length * width);
    for (let i = 0; i < length; i++) {
      const out = i * width;
      for (let t = 0; t < templates.length; t++) {
        const row = rows[t][i] * width;
        for (let k = 0; k < width; k++) scores[out + k] += values[row + k];
      }
    }
  }

  /**
   * Adds `sign` times how often each label, and each pair of them, is to be expected among the allowed rows of labels (all where null).
   * Returns the logarithm of their sum, or null where no row is allowed.
   */
  private expect(length: number, allowed: Uint16Array | null, sign: number): number | null {
    const { width, labels, scores, odds, forward, backward, emitted, gradient, pair, pairGradient } = this;
    let total = 0;
    for (let i = 0; i < length; i++) {
      const at = i * width;
      const bits = allowed === null ? -1 : allowed[i];
      let top = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < width; k++) if ((bits >> k) & 1) top = Math.max(top, scores[at + k]);
      let sum = 0;
      for (let k = 0; k < width; k++) {
        const own = (bits >> k) & 1 ? Math.exp(scores[at + k] - top) : 0;
        let value = i === 0 ? labels.opens[k] : 0;
        if (i > 0) for (let j = 0; j < width; j++) value += forward[at - width + j] * odds[j * width + k];
        if (i === length - 1 && !labels.closes[k]) value = 0;
        emitted[at + k] = own;
        forward[at + k] = value * own;
        sum += value * own;
      }
      if (!(sum > 0)) return null;
      for (let k = 0; k < width; k++) forward[at + k] /= sum;
      total += top + Math.log(sum);
    }
    for (let k = 0; k < width; k++) backward[(length - 1) * width + k] = labels.closes[k];
    for (let i = length - 1; i >= 0; i--) {
      const at = i * width;
      let sum = 0;
      for (let k = 0; k < width; k++) sum += forward[at + k] * backward[at + k];
      for (let k = 0; k < width; k++) gradient[at + k] += (sign * forward[at + k] * backward[at + k]) / sum;
      if (i === 0) break;
      let all = 0;
      let largest = 0;
      for (let j = 0; j < width; j++) {
        let value = 0;
        for (let k = 0; k < width; k++) {
          const share = odds[j * width + k] * emitted[at + k] * backward[at + k];
          value += share;
          pair[j * width + k] = forward[at - width + j] * share;
        }
        backward[at - width + j] = value;
        all += forward[at - width + j] * value;
        largest = Math.max(largest, value);
      }
      for (let k = 0; k < pair.length; k++) pairGradient[k] += (sign * pair[k]) / all;
      for (let j = 0; j < width; j++) backward[at - width + j] /= largest;
    }
    return total;
  }

  private update(length: number, weight: number): void {
    const { width, templates, rows, weights, transitions, gradient, pairGradient, steps } = this;
    const rate = RATE * weight;
    for (let i = 0; i < length; i++) {
      for (let k = 0; k < width; k++) {
        const slope = gradient[i * width + k];
        if (Math.abs(slope) < LEAST) continue;
        for (let t = 0; t < templates.length; t++) weights.move(rows[t][i] * width + k, slope, rate, steps);
      }
    }
    for (let k = 0; k < pairGradient.length; k++) {
      if (Math.abs(pairGradient[k]) >= LEAST) transitions.move(k, pairGradient[k], rate, steps);
    }
    // Absent features share the row behind the last, which must stay zero.
    const absent = weights.values.length - width;
    weights.values.fill(0, absent);
    weights.late.fill(0, absent);
  }

  file(): Uint8Array {
    const scores = { rows: this.weights.averaged(this.steps), transitions: this.transitions.averaged(this.steps) };
    return packModel(this.plan, scores, UNIT);
  }

  private grow(length: number): void {
    if (length <= this.positions.length) return;
    const size = Math.max(512, length * 2);
    this.positions = Int32Array.from({ length: size }, (_, i) => i);
    this.rows = this.templates.map(() => new Int32Array(size));
    this.scores = new Float64Array(size * this.width);
    this.gradient = new Float64Array(size * this.width);
    this.emitted = new Float64Array(size * this.width);
    this.forward = new Float64Array(size * this.width);
    this.backward = new Float64Array(size * this.width);
  }
}
