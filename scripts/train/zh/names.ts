/** Draws names of every kind to put in the place of those a text has, so that the tagger learns contexts and shapes, not names. */
import { foldString } from '../../../src/text/fold.ts';
import { Lottery, type Random } from '../random.ts';
import type { Table } from './statistics.ts';

export interface NameLists {
  readonly surnames: Table;
  readonly givenCharacters: Table;
  /** Han names of people. */
  readonly people: readonly string[];
  /** Single parts of foreign names. */
  readonly foreign: readonly string[];
  /** Companies: listed short names and brands; full names with their legal forms. */
  readonly companies: readonly string[];
  readonly fullCompanies: readonly string[];
  /** What may stand before an industry word to make a company's name. */
  readonly companyStems: readonly string[];
  /** Words companies' names end in, and how often. */
  readonly companyTails: readonly (readonly [string, number])[];
  readonly branches: readonly string[];
  readonly legalForms: readonly string[];
  readonly homePlaces: readonly string[];
  /** Places a foreign name could be taken for. */
  readonly foreignPlaces: readonly string[];
  readonly organisations: readonly string[];
  readonly clubs: readonly string[];
  readonly japanese: readonly string[];
  /** Figures of history. */
  readonly historical: readonly string[];
  /** Villages, streets; and what words end such names. */
  readonly villages: readonly string[];
  readonly placeTails: readonly string[];
  readonly ordinaryWords: readonly string[];
  readonly titlesBefore: readonly string[];
  readonly titlesAfter: readonly string[];
}

const SINGLE_GIVEN = 0.36;
const LISTED_PERSON = 0.3;

export class NameMaker {
  private readonly surnames: Lottery<string>;
  private readonly first: Lottery<string>;
  private readonly second: Lottery<string>;
  private readonly single: Lottery<string>;
  private readonly tails: Lottery<string>;
  private readonly common: ReadonlySet<string>;

  constructor(readonly lists: NameLists) {
    this.surnames = lottery(lists.surnames, 'frequency', 0.8, 10);
    this.first = lottery(lists.givenCharacters, 'first', 0.9, 2);
    this.second = lottery(lists.givenCharacters, 'second', 0.9, 2);
    this.single = lottery(lists.givenCharacters, 'single', 0.9, 2);
    this.tails = new Lottery(lists.companyTails);
    const frequent = [...lists.surnames].sort((a, b) => Number(b.frequency) - Number(a.frequency)).slice(0, 150);
    this.common = new Set(frequent.map((row) => row.word));
  }

  /** Whether names of Chinese people often begin so. */
  isSurname(character: string): boolean {
    return this.common.has(character);
  }

  surname(random: Random): string {
    return this.surnames.draw(random);
  }

  han(random: Random): string {
    if (random.next() < LISTED_PERSON) return random.pick(this.lists.people);
    const given = random.next() < SINGLE_GIVEN ? this.single.draw(random) : this.first.draw(random) + this.second.draw(random);
    return this.surname(random) + given;
  }

  /** A foreign name of `dots` + 1 parts; without dots sometimes two parts written as one. */
  foreign(random: Random, dots: number): string {
    if (dots === 0) return random.pick(this.lists.foreign) + (random.next() < 0.12 ? random.pick(this.lists.foreign) : '');
    const dot = random.next() < 0.93 ? '·' : '-';
    return Array.from({ length: dots + 1 }, () => random.pick(this.lists.foreign)).join(dot);
  }

  person(random: Random): string {
    return random.next() < 0.85 ? this.han(random) : this.foreign(random, random.next() < 0.4 ? 1 : 0);
  }

  company(random: Random): string {
    const { lists } = this;
    const draw = random.next();
    if (draw < 0.4) return this.branched(random, random.pick(lists.companies));
    if (draw < 0.5) return this.fullCompany(random);
    const tail = this.tails.draw(random);
    if (draw < 0.85) return this.branched(random, random.pick(lists.companyStems) + tail);
    return random.pick(lists.foreign) + tail;
  }

  /** A name with its legal form, as it stands in contracts. */
  fullCompany(random: Random): string {
    const { lists } = this;
    if (random.next() < 0.5) return random.pick(lists.fullCompanies);
    const place = random.pick(lists.homePlaces);
    const stem = random.pick(lists.companyStems);
    const tail = this.tails.draw(random);
    const form = random.pick(lists.legalForms);
    const draw = random.next();
    if (draw < 0.5) return place + stem + tail + form;
    if (draw < 0.75) return `${stem}（${place}）${tail}${form}`;
    return `${stem}（${place}）${form}`;
  }

  private branched(random: Random, name: string): string {
    const draw = random.next();
    if (draw < 0.06) return random.pick(this.lists.homePlaces) + name;
    if (draw < 0.1) return name + random.pick(this.lists.homePlaces) + random.pick(this.lists.branches);
    if (draw < 0.13) return `${name}（${random.pick(this.lists.homePlaces)}）`;
    return name;
  }

  /** Ordinary words before a word companies' names end in: an industry, a kind of company. */
  industry(random: Random): string {
    const { ordinaryWords } = this.lists;
    const first = random.next() < 0.3 ? random.pick(ordinaryWords) : '';
    return first + random.pick(ordinaryWords) + this.tails.draw(random);
  }

  foreignPlace(random: Random): string {
    return random.pick(random.next() < 0.75 ? this.lists.foreignPlaces : this.lists.foreign);
  }

  /** Clubs are called like their cities, like people, or by two characters of either. */
  club(random: Random): string {
    const draw = random.next();
    if (draw < 0.4) return random.pick(this.lists.foreignPlaces);
    if (draw < 0.55) return random.pick(this.lists.foreign);
    if (draw < 0.85) return random.pick(this.lists.clubs);
    return random.pick(this.lists.foreign).slice(0, 2);
  }

  sight(random: Random): string {
    const draw = random.next();
    if (draw < 0.4) return random.pick(this.lists.villages);
    const stem = draw < 0.7 ? random.pick(this.lists.companyStems) : this.first.draw(random) + this.second.draw(random);
    return stem + random.pick(this.lists.placeTails);
  }

  /** Title of a film, book or game. */
  title(random: Random): string {
    const draw = random.next();
    const word = random.pick(this.lists.ordinaryWords);
    if (draw < 0.4) return word;
    if (draw < 0.7) return word + random.pick(this.lists.ordinaryWords);
    if (draw < 0.85) return `${word}的${random.pick(this.lists.ordinaryWords)}`;
    return random.pick(this.lists.companyStems) + random.below(5);
  }

  organisation(random: Random): string {
    return random.pick(random.next() < 0.75 ? this.lists.organisations : this.lists.clubs);
  }
}

function lottery(table: Table, column: string, power: number, least: number): Lottery<string> {
  const kept = table.filter((row) => Number(row[column]) > least);
  return new Lottery(kept.map((row) => [foldString(row.word), Number(row[column]) ** power] as const));
}
