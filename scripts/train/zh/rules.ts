/**
 * First labels: names that statistics alone make likely. A Han name is weighed as surname and given characters against running
 * text, its neighbours, and the words of the best segmentation it would cut; a foreign name as a run of characters that spell
 * such names; a company as a known tail with words before it. Scores are logarithms of odds, more or less.
 */
import type { Background, NameModel, Word } from './statistics.ts';

export interface RuleSpan {
  readonly start: number;
  readonly end: number;
  readonly type: 'person' | 'company';
  readonly score: number;
}

export interface RuleData {
  readonly words: ReadonlyMap<string, Word>;
  readonly background: Background;
  readonly names: NameModel;
  readonly people: ReadonlySet<string>;
  readonly titles: ReadonlySet<string>;
  readonly cuesBehind: ReadonlySet<string>;
  /** Words companies' names end in; those true that are seldom anything else. */
  readonly companyTails: ReadonlyMap<string, boolean>;
  /** Words before a company's tail that name none. */
  readonly general: ReadonlySet<string>;
}

const LONGEST = 8;
const isHan = (code: number) => code >= 0x4e00 && code <= 0x9fff;
const isDot = (code: number) => code === 0xb7;
/** Candidates below this score are not even left open. */
const LEAST = -2;
const NAME_PRIOR = -5;
const FOREIGN_PRIOR = -6;
const SURE_COMPANY = 3;
const OPEN_COMPANY = 1;

/** Weighs all candidates of one folded text and keeps the best that do not overlap. */
export function labelByRules(text: string, data: RuleData): RuleSpan[] {
  return new Labeller(text, data).run();
}

class Labeller {
  private readonly codes: Uint16Array;
  /** `cuts[i]` is 1 where a word of the best segmentation starts. */
  private readonly cuts: Uint8Array;
  private readonly wordStarts: Int32Array;
  private readonly found: RuleSpan[] = [];

  constructor(
    private readonly text: string,
    private readonly data: RuleData,
  ) {
    this.codes = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
    this.cuts = segment(text, this.codes, data.words);
    this.wordStarts = new Int32Array(text.length);
    for (let i = 1; i < text.length; i++) this.wordStarts[i] = this.cuts[i] ? i : this.wordStarts[i - 1];
  }

  run(): RuleSpan[] {
    for (let i = 0; i < this.text.length; i++) if (isHan(this.codes[i])) this.hanNames(i);
    this.foreignNames();
    this.repeats();
    this.companies();
    const taken = new Uint8Array(this.text.length);
    const kept: RuleSpan[] = [];
    for (const span of [...this.found].sort((a, b) => b.score - a.score || a.start - b.start || a.end - b.end)) {
      if (span.score < LEAST || taken.subarray(span.start, span.end).includes(1)) continue;
      taken.fill(1, span.start, span.end);
      kept.push(span);
    }
    return kept.sort((a, b) => a.start - b.start);
  }

  private wordEnd(i: number): number {
    let end = i + 1;
    while (end < this.text.length && !this.cuts[end]) end++;
    return end;
  }

  private frequency(start: number, end: number): number {
    const word = this.data.words.get(this.text.slice(start, end));
    return word === undefined || word.tag.startsWith('nr') ? 0 : word.frequency;
  }

  private before(start: number): number {
    const { names, titles } = this.data;
    const weight = start === 0 ? 0.7 : names.before[this.codes[start - 1]];
    for (let n = 2; n <= 5 && n <= start; n++)
      if (titles.has(this.text.slice(start - n, start))) return Math.max(weight, 0) + 2.5;
    return weight;
  }

  private behind(end: number): number {
    const { names, titles, cuesBehind } = this.data;
    const weight = end >= this.text.length ? 0.5 : names.behind[this.codes[end]];
    for (let n = 1; n <= 4 && end + n <= this.text.length; n++) {
      const word = this.text.slice(end, end + n);
      if (cuesBehind.has(word) || (n > 1 && titles.has(word))) return Math.max(weight, 0) + 2;
    }
    return weight;
  }

  private hanNames(start: number): void {
    const { names, people } = this.data;
    for (let surnames = 1; surnames <= 2; surnames++) {
      const surname =
        surnames === 1 ? names.surname[this.codes[start]] : (names.compound.get(this.text.slice(start, start + 2)) ?? -99);
      if (surname < -50) continue;
      for (let given = 1; given <= 2; given++) {
        const end = start + surnames + given;
        if (end > this.text.length || !this.codes.subarray(start, end).every(isHan)) continue;
        let score = surname + this.given(start + surnames, given) - this.ordinary(start, end) + NAME_PRIOR;
        score += this.before(start) + this.behind(end) - this.cutWords(start, end);
        if (people.has(this.text.slice(start, end))) score += 4;
        if (score > LEAST) this.found.push({ start, end, type: 'person', score });
      }
    }
  }

  private given(start: number, length: number): number {
    const { names } = this.data;
    if (length === 1) return names.single[this.codes[start]] + Math.log(0.25);
    return names.first[this.codes[start]] + names.second[this.codes[start + 1]] + Math.log(0.75);
  }

  private ordinary(start: number, end: number): number {
    const { background } = this.data;
    let chance = background.single(this.codes[start]);
    for (let i = start + 1; i < end; i++) chance += background.pair(this.codes[i - 1], this.codes[i]);
    return chance;
  }

  /** What a name costs that is a word itself, or starts, ends or lies across words. */
  private cutWords(start: number, end: number): number {
    let cost = 0;
    const self = this.frequency(start, end);
    if (self) cost += Math.log(1 + self) * 0.8 + 1;
    if (!this.cuts[start]) cost += 2.5;
    if (end < this.text.length && !this.cuts[end]) {
      const word = this.wordStarts[end];
      cost += word >= start ? 2 + 0.2 * Math.log(1 + this.frequency(word, this.wordEnd(word))) : 1;
    }
    for (let i = start; i < end; i++) {
      if (!this.cuts[i]) continue;
      const to = this.wordEnd(i);
      if (to - i < 2 || to > end || to - i === end - start) continue;
      const frequency = this.frequency(i, to);
      if (frequency > 200) cost += 0.25 * Math.log(frequency / 200) + (i === start ? 0.8 : 0);
    }
    return cost;
  }

  private foreignNames(): void {
    const { spelling } = this.data.names;
    const { codes } = this;
    for (let i = 0; i < codes.length; ) {
      if (!isHan(codes[i]) || spelling[codes[i]] <= -1) {
        i++;
        continue;
      }
      let end = i;
      while (end < codes.length && ((isHan(codes[end]) && spelling[codes[end]] > -3) || (isDot(codes[end]) && end > i))) end++;
      this.bestForeign(i, end);
      i = end;
    }
  }

  /** The part of a run of spelling characters with the greatest sum. */
  private bestForeign(from: number, to: number): void {
    const { codes, cuts } = this;
    const { spelling } = this.data.names;
    let best = -1;
    let start = from;
    let end = from;
    for (let p = from; p < to; p++) {
      if (p > 0 && !cuts[p] && !isDot(codes[p - 1])) continue;
      let sum = 0;
      for (let q = p; q < to; q++) {
        sum += isDot(codes[q]) ? 4 : Math.max(-3, spelling[codes[q]] - 0.6);
        if (isDot(codes[q])) continue;
        const cutsWord = q + 1 < codes.length && !cuts[q + 1] && !isDot(codes[q + 1]);
        if (sum - (cutsWord ? 2 : 0) > best) {
          best = sum - (cutsWord ? 2 : 0);
          start = p;
          end = q + 1;
        }
      }
    }
    if (end - start >= 2) this.foreign(start, end, best);
  }

  private foreign(start: number, end: number, sum: number): void {
    const name = this.text.slice(start, end);
    const dotted = name.includes('·');
    const word = this.data.words.get(name);
    let score =
      sum +
      this.before(start) +
      this.behind(end) +
      FOREIGN_PRIOR +
      (dotted ? 2 : name.length === 2 ? -2.5 : name.length === 3 ? -0.5 : 0);
    if (word) score += word.tag.startsWith('nr') ? 3 : -8;
    for (let i = start; i < end; i++) {
      for (let n = 2; n <= 4 && i + n <= end; n++) {
        const inner = this.data.words.get(this.text.slice(i, i + n));
        if (inner && !inner.tag.startsWith('nr') && (inner.tag === 'ns' || inner.frequency > 300)) score -= n >= 3 ? 4 : 1.5;
      }
    }
    if (this.data.people.has(name)) score += 4;
    if (score > LEAST) this.found.push({ start, end, type: 'person', score });
  }

  /** A name sure in one place of a text is likelier in the others. */
  private repeats(): void {
    const best = new Map<string, number>();
    for (const { start, end, score } of this.found) {
      const name = this.text.slice(start, end);
      const before = best.get(name);
      best.set(name, before === undefined ? score : Math.max(before, score) + (Math.min(before, score) > 0 ? 0.5 : 0));
    }
    this.found.forEach((span, i) => {
      const gain = (best.get(this.text.slice(span.start, span.end)) ?? span.score) - span.score;
      if (gain > 0) this.found[i] = { ...span, score: span.score + Math.min(2.5, gain * 0.6) };
    });
  }

  private companies(): void {
    const { companyTails } = this.data;
    const { text, cuts, wordStarts } = this;
    for (let i = 0; i < text.length; i++) {
      const length = [4, 3, 2].find((n) => companyTails.has(text.slice(i, i + n)));
      if (length === undefined || i + length > text.length) continue;
      const end = i + length;
      if (end < text.length && !cuts[end] && wordStarts[end] >= i) continue;
      if ([2, 3, 4].some((n) => companyTails.has(text.slice(end, end + n)))) continue;
      const { start, strange, special } = this.companyStart(i);
      if (i - start < 2 || i - start > 12 || !(strange || (special && companyTails.get(text.slice(i, end))))) continue;
      this.found.push({ start, end, type: 'company', score: strange ? SURE_COMPANY : OPEN_COMPANY });
    }
  }

  /** How far left of its tail at `tail` a company's name reaches; whether its words are strange ones, or at least special. */
  private companyStart(tail: number): { start: number; strange: boolean; special: boolean } {
    const { words, general, titles } = this.data;
    const { text, codes, cuts, wordStarts } = this;
    let start = tail;
    let special = false;
    let strange = false;
    for (let count = 0; start > 0 && count < 5; count++) {
      const word = start === tail && !cuts[tail] ? wordStarts[tail] : wordStarts[start - 1];
      const piece = text.slice(word, start);
      const known = words.get(piece);
      if (!isHan(codes[start - 1]) && !/^[a-z]+$/.test(piece)) break;
      if ((known && stopsCompany(known.tag, piece.length)) || titles.has(piece)) break;
      if (!general.has(piece) && known?.tag !== 'ns') special = true;
      if (known === undefined || known.tag === 'nz' || known.tag === 'nt' || piece.length === 1) strange = true;
      start = word;
    }
    return { start, strange: strange && special, special };
  }
}

/** Words no company's name reaches over, by part of speech. */
const stopsCompany = (tag: string, length: number): boolean =>
  'pcudrmqytf'.includes(tag[0]) || (tag[0] === 'v' && tag !== 'vn') || (length === 1 && 'v'.includes(tag[0]));

/** Best segmentation by word frequency: 1 where a word starts. */
function segment(text: string, codes: Uint16Array, words: ReadonlyMap<string, Word>): Uint8Array {
  const length = text.length;
  const best = new Float64Array(length + 1).fill(-1e18);
  const from = new Int32Array(length + 1);
  best[0] = 0;
  const offer = (start: number, end: number, score: number) => {
    if (score > best[end]) {
      best[end] = score;
      from[end] = start;
    }
  };
  for (let i = 0; i < length; i++) {
    offer(i, i + 1, best[i] - 13);
    for (let n = 1; n <= LONGEST && i + n <= length && (n === 1 || isHan(codes[i + n - 1])); n++) {
      const word = words.get(text.slice(i, i + n));
      if (word && !word.tag.startsWith('nr')) offer(i, i + n, best[i] + Math.log(word.frequency / 6e7));
    }
  }
  const cuts = new Uint8Array(length);
  for (let i = length; i > 0; i = from[i]) cuts[from[i]] = 1;
  return cuts;
}
