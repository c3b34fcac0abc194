/** Puts a document together from pieces of its source, remembering where each came from. */
import type { OffsetMap, Span } from '../model.ts';
import { Kind, kinds } from './characters.ts';
import { pinyinSpans } from './pinyin.ts';

/** Where text and source run in step, positions are the same. */
export const IDENTITY: OffsetMap = { toSource: (position) => position, endToSource: (position) => position };

/** Runs of text, each from one stretch of source; in a linear run, characters correspond one to one. */
class RunMap implements OffsetMap {
  constructor(
    private readonly starts: readonly number[],
    private readonly sourceStarts: readonly number[],
    private readonly sourceEnds: readonly number[],
    private readonly linear: readonly boolean[],
  ) {}

  toSource(position: number): number {
    const run = this.runAt(position);
    if (run < 0) return 0;
    return this.linear[run] ? this.sourceStarts[run] + position - this.starts[run] : this.sourceStarts[run];
  }

  endToSource(position: number): number {
    const run = this.runAt(position - 1);
    if (run < 0) return 0;
    return this.linear[run] ? this.sourceStarts[run] + position - this.starts[run] : this.sourceEnds[run];
  }

  /** The last run that starts at or before `position`. */
  private runAt(position: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Text, blocks and offset map of a document, before its language is known. */
export interface BuiltText {
  readonly text: string;
  readonly blocks: readonly Span[];
  readonly offsets: OffsetMap;
}

const isCjk = (code: number) => kinds[code] >= Kind.HAN || (code >= 0x3000 && code <= 0x303f) || code >= 0xff00;

export class DocumentBuilder {
  private readonly parts: string[] = [];
  private readonly starts: number[] = [];
  private readonly sourceStarts: number[] = [];
  private readonly sourceEnds: number[] = [];
  private readonly linear: boolean[] = [];
  private readonly blocks: Span[] = [];
  private length = 0;
  private blockStart = 0;
  private lastCode = 0;
  /** Source position of white space not yet written: whether it shows depends on what follows. */
  private pendingSpace = -1;

  /** @param hidden spans of the source that no reader sees, ascending (bracketed pinyin) */
  constructor(
    private readonly source: string,
    private readonly hidden: readonly Span[] = pinyinSpans(source),
  ) {}

  /** Text as it stands in the source, its white space collapsed to single blanks. */
  flow(start: number, end: number): void {
    const { source } = this;
    for (let i = start; i < end; ) {
      if (isSpace(source.charCodeAt(i))) {
        this.space(i++);
        continue;
      }
      // A single blank between words stands as it is: words are copied together.
      let stop = i + 1;
      for (; stop < end; stop++) {
        const code = source.charCodeAt(stop);
        if (isSpace(code) && !(code === BLANK && stop + 1 < end && !isSpace(source.charCodeAt(stop + 1)))) break;
      }
      this.copy(i, stop);
      i = stop;
    }
  }

  /** Text as it stands in the source. */
  copy(start: number, end: number): void {
    for (let i = this.firstHidden(start); i < this.hidden.length && this.hidden[i].start < end; i++) {
      const span = this.hidden[i];
      if (span.start > start) this.write(this.source.slice(start, span.start), start, span.start, true);
      start = Math.max(start, span.end);
    }
    if (end > start) this.write(this.source.slice(start, end), start, end, true);
  }

  /** Text that stands for a stretch of source which reads otherwise: `&amp;`. */
  replace(text: string, start: number, end: number): void {
    if (text !== '' && [...text].every((c) => isSpace(c.charCodeAt(0)))) this.space(start);
    else this.write(text, start, end, false);
  }

  /** Text taken from a stretch of source that holds it with escapes or quotes between. */
  align(text: string, start: number, end: number): void {
    let at = start;
    for (let i = 0; i < text.length; i++) {
      while (at < end && this.source[at] !== text[i]) at++;
      if (at >= end) return;
      this.flow(at, ++at);
    }
  }

  /** White space or a soft line break: a blank between words, nothing between Chinese characters or at the edge of a block. */
  space(at: number): void {
    if (this.pendingSpace < 0) this.pendingSpace = at;
  }

  /** Ends a block: what follows is another paragraph, cell or heading. */
  endBlock(): void {
    this.pendingSpace = -1;
    if (this.length === this.blockStart) return;
    this.blocks.push({ start: this.blockStart, end: this.length });
    this.parts.push('\n');
    this.starts.push(this.length);
    const at = this.sourceEnds[this.sourceEnds.length - 1];
    this.sourceStarts.push(at);
    this.sourceEnds.push(at);
    this.linear.push(false);
    this.blockStart = ++this.length;
  }

  finish(): BuiltText {
    this.endBlock();
    return {
      text: this.parts.join(''),
      blocks: this.blocks,
      offsets: new RunMap(this.starts, this.sourceStarts, this.sourceEnds, this.linear),
    };
  }

  private write(text: string, start: number, end: number, linear: boolean): void {
    if (this.pendingSpace >= 0) {
      const at = this.pendingSpace;
      this.pendingSpace = -1;
      const lineBreak = this.source.slice(at, start).includes('\n');
      const joins = lineBreak && isCjk(this.lastCode) && isCjk(text.charCodeAt(0));
      if (this.length > this.blockStart && !joins) this.append(' ', at, start, start - at === 1);
    }
    this.append(text, start, end, linear);
  }

  private append(text: string, start: number, end: number, linear: boolean): void {
    const last = this.linear.length - 1;
    if (linear && last >= 0 && this.linear[last] && this.sourceEnds[last] === start) this.sourceEnds[last] = end;
    else {
      this.starts.push(this.length);
      this.sourceStarts.push(start);
      this.sourceEnds.push(end);
      this.linear.push(linear);
    }
    this.parts.push(text);
    this.length += text.length;
    this.lastCode = text.charCodeAt(text.length - 1);
  }

  private firstHidden(start: number): number {
    let low = 0;
    let high = this.hidden.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.hidden[middle].end <= start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const BLANK = 0x20;
const isSpace = (code: number) => code === 0x20 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000;
