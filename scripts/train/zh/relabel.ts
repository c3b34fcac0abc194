/** Labels by a tagger: sure where the rules found the same, or where its margin is wide; else open. */
import type { Attributes } from '../../../src/match/chinese/attributes.ts';
import type { Gazetteer } from '../../../src/match/gazetteer.ts';
import { Decoder } from '../../../src/match/tagger/decode.ts';
import type { TaggerModel } from '../../../src/match/tagger/model.ts';
import type { RuleSpan } from './rules.ts';
import { codesOf, type Opinion } from './texts.ts';

/** Shares of the spans both found whose margins are too narrow to be believed where the rules agree, and where they do not. */
const LOW = 0.1;
const HIGH = 0.4;
/** By how much a name may miss being one (in the model's weights) and still be left open. */
const LENIENCE = 30;
/** Rules' score from which a person the tagger misses is left open. */
const LIKELY = 2;

interface Tagged {
  readonly start: number;
  readonly end: number;
  readonly type: 'person' | 'company';
  /** Margin by character. */
  readonly margin: number;
  /** The rules found it too. */
  readonly agreed: boolean;
}

export class Relabeller {
  private readonly decoder: Decoder;
  constructor(
    model: TaggerModel,
    private readonly attributes: Attributes,
    private readonly gazetteer: Gazetteer,
  ) {
    this.decoder = new Decoder(lenient(model));
  }

  /** Opinions on folded texts, given what the rules found in each. */
  label(texts: readonly string[], found: readonly (readonly RuleSpan[])[], log: (line: string) => void): Opinion[][] {
    const tagged = texts.map((text, at) => this.tag(text, found[at]));
    const limits = { person: limitsOf(tagged, 'person', log), company: limitsOf(tagged, 'company', log) };
    return tagged.map((spans, at) => {
      const opinions: Opinion[] = spans.map(({ start, end, type, margin, agreed }) => {
        const { low, high } = limits[type];
        return { start, end, kind: margin > (agreed ? low : high) ? type : 'open' };
      });
      for (const { start, end, type, score } of found[at]) {
        const missed = !spans.some((span) => span.start < end && span.end > start);
        if (missed && type === 'person' && score >= LIKELY) opinions.push({ start, end, kind: 'open' });
      }
      return opinions.sort((a, b) => a.start - b.start);
    });
  }

  private tag(text: string, found: readonly RuleSpan[]): Tagged[] {
    const tagged: Tagged[] = [];
    let start = 0;
    for (const line of text.split('\n')) {
      const codes = codesOf(line);
      this.attributes.read(codes, 0, codes.length, this.gazetteer.scan(codes), 0);
      const spans = this.decoder.decode(this.attributes.columns, codes.length);
      for (let s = 0; s < spans.count; s++) {
        const [from, to] = [start + spans.starts[s], start + spans.ends[s]];
        const type = this.decoder.labels.types[spans.types[s]] as Tagged['type'];
        const agreed = found.some((span) => span.start === from && span.end === to && span.type === type);
        const margin = spans.margins[s] - LENIENCE / this.decoder.model.header.scale;
        tagged.push({ start: from, end: to, type, margin: margin / (to - from), agreed });
      }
      start += line.length + 1;
    }
    return tagged;
  }
}

/** The model with a gift to every beginning of a name. */
function lenient(model: TaggerModel): TaggerModel {
  const { labels, transitions } = model.header;
  const gift = (from: number, to: number) => (from === 0 && (labels[to][0] === 'B' || labels[to][0] === 'S') ? LENIENCE : 0);
  const given = transitions.map((row, from) => row.map((score, to) => score + gift(from, to)));
  return { ...model, header: { ...model.header, transitions: given } };
}

/** Margins a span of a type needs where the rules agree, and where they do not. */
function limitsOf(
  tagged: readonly (readonly Tagged[])[],
  type: string,
  log: (line: string) => void,
): { low: number; high: number } {
  const margins: number[] = [];
  let all = 0;
  for (const spans of tagged) {
    for (const span of spans) {
      if (span.type !== type) continue;
      all++;
      if (span.agreed) margins.push(span.margin);
    }
  }
  const sorted = Float64Array.from(margins).sort();
  const quantile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  log(
    `${type}: the rules agree with ${margins.length} of ${all}; margins ${quantile(LOW).toFixed(1)} and ${quantile(HIGH).toFixed(1)}`,
  );
  return { low: quantile(LOW), high: quantile(HIGH) };
}
