/** Annotated texts again with other people in them, so that the tagger learns the contexts of names and not the names. */
import type { AnnotatedText, Annotation } from './latin-data.ts';
import type { NameMaker } from './latin-names.ts';
import type { Random } from './random.ts';

/** Share of full names that a variation calls by the surname alone. */
const SHORTENED = 0.5;
/** A word of a name that can be exchanged. */
const WORD = /^(?:\p{Lu}[\p{L}'’-]*|\p{Lu}\.|von|van|de|der|da)$/u;

/** Makes variations of texts. `isTitle`: whether a word in front of a name is no part of it. */
export class Variation {
  constructor(
    private readonly names: NameMaker,
    private readonly random: Random,
    private readonly isTitle: (word: string) => boolean,
  ) {}

  /** The text with its people exchanged, or null where it names none that can be. */
  of(document: AnnotatedText): AnnotatedText | null {
    const surnames = new Map<string, string>();
    const entities: Annotation[] = [];
    let text = '';
    let at = 0;
    let changed = false;
    for (const entity of [...document.entities].sort((a, b) => a.start - b.start)) {
      if (entity.start < at) return null;
      text += document.text.slice(at, entity.start);
      const old = document.text.slice(entity.start, entity.end);
      const name = entity.type === 'PERSON' ? this.exchange(old, surnames) : old;
      changed ||= name !== old;
      entities.push({ ...entity, start: text.length, end: text.length + name.length, text: name });
      text += name;
      at = entity.end;
    }
    return changed ? { ...document, text: text + document.text.slice(at), entities } : null;
  }

  /** Another name for a person; who shares a surname goes on to do so. */
  private exchange(name: string, surnames: Map<string, string>): string {
    const { names, random } = this;
    const words = name.split(' ');
    let titles = 0;
    while (titles < words.length - 1 && this.isTitle(words[titles])) titles++;
    const own = words.slice(titles);
    if (!own.every((word) => WORD.test(word))) return name;
    const last = own[own.length - 1];
    const surname = surnames.get(last) ?? names.surname(random);
    surnames.set(last, surname);
    const given = own.length > 1 && random.next() > SHORTENED ? [names.givenName(random)] : [];
    return [...words.slice(0, titles), ...given, surname].join(' ');
  }
}
