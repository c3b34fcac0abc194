/**
 * People, companies and cities in Latin-script text: the tagger marks spans, rules set off by words of the text (`triggers.ts`)
 * correct them and add what the tagger does not dare to. Loaded, weights and all, when the first such text comes.
 */
import { join } from 'node:path';
import { packageRoot } from '../../dictionary/compiled.ts';
import type { Candidate, Language, NamedType, Passage, Span } from '../../model.ts';
import { isHan } from '../../text/characters.ts';
import { candidate } from '../candidate.ts';
import { loadModel } from '../tagger/model.ts';
import { PackedWeights } from '../tagger/sums.ts';
import { Lexicon, type WordFinder } from './lexicon.ts';
import { Kind, type Mark, Marks, Words } from './marks.ts';
import type { Sequence } from './sequence.ts';
import { applyTriggers, DocumentNames } from './triggers.ts';
import { TypeDecoder } from './type-decoder.ts';

export const WEIGHTS_FILE = join(packageRoot, 'dictionaries', 'languages', 'und-Latn', 'names.tagger');
const NAMED: readonly NamedType[] = ['person', 'company', 'city'];
/** Added, in the trainer's score, where a name may begin: in German more are worth the risk than the trainer takes, in English fewer. */
const BIAS = {
  german: { 'B-person': 9, 'B-company': 25 },
  english: { 'B-person': -12 },
} as const;
/** What the tagger says at margin 0 and, in the trainer's score, the margin at which it is as sure as it gets. */
const WEIGHT = { least: 0.55, most: 0.95, sure: 150 } as const;
/** A listed name that the recogniser, which knows it is listed, does not take for one. */
const AGAINST = [{ source: 'tagger:latin', weight: -0.3 }] as const;

interface Reader {
  readonly decoder: TypeDecoder;
  readonly words: Words;
}

export class LatinRecogniser {
  private readonly lexicon: Lexicon;
  private readonly weights: PackedWeights;
  private german: Reader | null = null;
  private english: Reader | null = null;

  constructor(
    private readonly dictionary: WordFinder,
    weights = WEIGHTS_FILE,
  ) {
    this.lexicon = new Lexicon(dictionary);
    this.weights = new PackedWeights(loadModel(weights));
  }

  /** Made when first asked for: most runs see one language. */
  private readerOf(german: boolean): Reader {
    const reader = german ? this.german : this.english;
    if (reader) return reader;
    const words = new Words(this.lexicon, german);
    const made = { decoder: new TypeDecoder(this.weights, words.sequence, german ? BIAS.german : BIAS.english), words };
    if (german) this.german = made;
    else this.english = made;
    return made;
  }

  /**
   * Candidates of one block, in order of start, then those that speak against listed names. `names` carries what earlier blocks of
   * the document have named. Other places and organisations are candidates of type `other`: they compete.
   */
  recognise(passage: Passage, block: Span, language: Language, names = new DocumentNames()): Candidate[] {
    const { words, decoder } = this.readerOf(language === 'de');
    const { sequence } = words;
    sequence.load(passage.text, passage.codes, passage.hits, block.start, block.end);
    if (sequence.count === 0) return [];
    const marks = this.tag(decoder, sequence.count);
    applyTriggers(words, marks, names);
    return [...marks.sorted().map((mark) => candidateOf(sequence, mark)), ...this.doubts(passage, block, sequence, marks)];
  }

  private tag(decoder: TypeDecoder, count: number): Marks {
    const marks = new Marks(count);
    const spans = decoder.tag();
    for (let i = 0; i < spans.count; i++) {
      const kind = spans.types[i];
      const margin = spans.margins[i];
      const share = Math.max(0, Math.min(1, margin / WEIGHT.sure));
      const doubt = kind === Kind.PLACE ? decoder.preference(spans.starts[i], 1 + 2 * Kind.PLACE, 1 + 2 * Kind.CITY) : 0;
      marks.add({
        kind,
        first: spans.starts[i],
        last: spans.ends[i] - 1,
        source: 'tagger:latin',
        weight: WEIGHT.least + share * (WEIGHT.most - WEIGHT.least),
        margin,
        doubt,
      });
    }
    return marks;
  }

  /** Listed names that no mark of their type touches; of Chinese ones in the midst of such text it knows nothing. */
  private doubts({ hits, codes }: Passage, block: Span, sequence: Sequence, marks: Marks): Candidate[] {
    const { dictionary } = this;
    const doubts: Candidate[] = [];
    let token = 0;
    for (let h = hits.first[block.start]; h < hits.count && hits.starts[h] < block.end; h++) {
      const types = hits.types[h];
      if (types === 0 || isHan(codes[hits.starts[h]]) || dictionary.isUsers(hits.keys[h])) continue;
      while (token < sequence.count && sequence.tokens.ends[token] <= hits.starts[h]) token++;
      let against = types;
      for (let i = token; i < sequence.count && sequence.tokens.starts[i] < hits.ends[h]; i++) {
        const mark = marks.at(i);
        if (mark) against &= ~(1 << mark.kind);
      }
      for (let kind = 0; kind < NAMED.length; kind++) {
        if ((against >> kind) & 1) doubts.push(candidate(hits.starts[h], hits.ends[h], NAMED[kind], AGAINST));
      }
    }
    return doubts;
  }
}

function candidateOf({ tokens, text }: Sequence, mark: Mark): Candidate {
  const last = tokens.ends[mark.last];
  const end = mark.genitive && text.charCodeAt(last - 1) === SMALL_S ? last - 1 : last;
  const evidence = [{ source: mark.source, weight: mark.weight }];
  return candidate(tokens.starts[mark.first], end, NAMED[mark.kind] ?? 'other', evidence);
}

const SMALL_S = 0x73;
const recognisers = new WeakMap<WordFinder, LatinRecogniser>();

/** Candidates of a block of German, English or other Latin-script text, with a recogniser kept for each dictionary. */
export function recogniseLatin(
  passage: Passage,
  block: Span,
  language: Language,
  dictionary: WordFinder,
  names?: DocumentNames,
): Candidate[] {
  let recogniser = recognisers.get(dictionary);
  if (!recogniser) {
    recogniser = new LatinRecogniser(dictionary);
    recognisers.set(dictionary, recogniser);
  }
  return recogniser.recognise(passage, block, language, names);
}
