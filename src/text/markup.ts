/**
 * Tags and text of HTML and XML, by htmlparser2's tokenizer, which tells the place of every piece. Its parser is left out: it searches
 * all open elements at each tag, so that deep nesting costs quadratic time; here a closing tag looks back a bounded way.
 */
import { Tokenizer } from 'htmlparser2';

export interface MarkupHandler {
  /** @param attributes those of elements that `attributesOf` names; else empty. Names in lower case */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** Called once for each element that was opened, also where no tag closes it. */
  close(name: string): void;
  /** Text as it stands in the source. */
  text(start: number, end: number): void;
  /** Text that the source writes as an entity. */
  entity(text: string, start: number, end: number): void;
}

export interface MarkupOptions {
  readonly xml: boolean;
  /** Elements whose attributes are read. */
  readonly attributesOf: ReadonlySet<string>;
}

const VOID = new Set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(' '),
);
/** How many open elements a closing tag looks back over for the one it closes. */
const REACH = 256;
const NONE: Readonly<Record<string, string>> = {};

/** Walks `source.slice(start, end)`; positions handed out are those of the whole source. */
export function walkMarkup(source: string, start: number, end: number, handler: MarkupHandler, options: MarkupOptions): void {
  const walk = new Walk(source, start, handler, options);
  const tokenizer = new Tokenizer({ xmlMode: options.xml, decodeEntities: true }, walk);
  tokenizer.write(start === 0 && end === source.length ? source : source.slice(start, end));
  tokenizer.end();
  walk.closeAll();
}

/** Receives the tokenizer's calls; its positions are those of the slice, ours those of the source. */
class Walk {
  private readonly open: string[] = [];
  private name = '';
  private attributes: Record<string, string> | null = null;
  private attribute = '';
  private value = '';
  /** Where the next text begins. */
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly base: number,
    private readonly handler: MarkupHandler,
    private readonly options: MarkupOptions,
  ) {}

  ontext(start: number, end: number): void {
    // The tokenizer counts from -1 for what is left of a tag the text ends in.
    if (start >= 0 && end > start) this.handler.text(this.base + start, this.base + end);
    this.at = end;
  }

  ontextentity(codePoint: number, end: number): void {
    this.handler.entity(String.fromCodePoint(codePoint), this.base + this.at, this.base + end);
    this.at = end;
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.ontext(start, end - endOffset);
    this.at = end + 1;
  }

  onopentagname(start: number, end: number): void {
    this.name = this.nameAt(start, end);
    this.attributes = this.options.attributesOf.has(this.name) ? {} : null;
  }

  onopentagend(end: number): void {
    this.handler.open(this.name, this.attributes ?? NONE);
    if (!this.options.xml && VOID.has(this.name)) this.handler.close(this.name);
    else this.open.push(this.name);
    this.at = end + 1;
  }

  onselfclosingtag(end: number): void {
    this.onopentagend(end);
    if (this.options.xml) this.handler.close(this.open.pop()!);
  }

  onclosetag(start: number, end: number): void {
    const name = this.nameAt(start, end);
    const lowest = Math.max(0, this.open.length - REACH);
    let found = this.open.length - 1;
    while (found >= lowest && this.open[found] !== name) found--;
    if (found >= lowest) while (this.open.length > found) this.handler.close(this.open.pop()!);
    else if (name === 'p' || name === 'br') {
      // Browsers make an empty element of a closing tag that closes nothing.
      this.handler.open(name, NONE);
      this.handler.close(name);
    }
    this.at = end + 1;
  }

  onattribname(start: number, end: number): void {
    if (this.attributes) this.attribute = this.slice(start, end).toLowerCase();
    this.value = '';
  }
  onattribdata(start: number, end: number): void {
    if (this.attributes) this.value += this.slice(start, end);
  }
  onattribentity(codePoint: number): void {
    if (this.attributes) this.value += String.fromCodePoint(codePoint);
  }
  onattribend(): void {
    if (this.attributes && !(this.attribute in this.attributes)) this.attributes[this.attribute] = this.value;
  }

  oncomment(_start: number, end: number): void {
    this.at = end + 1;
  }
  ondeclaration(_start: number, end: number): void {
    this.at = end + 1;
  }
  onprocessinginstruction(_start: number, end: number): void {
    this.at = end + 1;
  }
  onend(): void {}

  closeAll(): void {
    while (this.open.length > 0) this.handler.close(this.open.pop()!);
  }

  private slice(start: number, end: number): string {
    return this.source.slice(this.base + start, this.base + end);
  }
  private nameAt(start: number, end: number): string {
    return this.slice(start, end).toLowerCase();
  }
}
