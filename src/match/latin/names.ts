/**
 * People, companies and cities in Latin-script text: the tagger marks spans, rules set off by words of the text (`triggers.ts`)
 * correct them and add what the tagger does not dare to. Loaded, weights and all, when the first such text comes.
 */
import { join } from 'node:path';
import { packageRoot } from '../../dictionary/compiled.ts';
import type { Candidate, Language, NamedType, Passage, Span } from '../../model.ts';
import type { Gazetteer } from '../gazetteer.ts';
import { loadModel } from '../tagger/model.ts';
import { Lexicon } from './lexicon.ts';
import { Kind, type Mark, Marks, Words } from './marks.ts';
import { Sequence } from './sequence.ts';
import { applyTriggers, DocumentNames } from './triggers.ts';
import { TypeDecoder } from './type-decoder.ts';

export const WEIGHTS_FILE = join(packageRoot, 'dictionaries', 'languages', 'und-Latn', 'names.tagger');
const NAMED: readonly NamedType[] = ['person', 'company', 'city'];
/** A margin so large, in the trainer's score, is as sure as the tagger gets. */
const SURE = 20;

interface Reader {
  readonly decoder: TypeDecoder;
  readonly words: Words;
}

export class LatinRecogniser {
  private readonly german: Reader;
  private readonly english: Reader;

  constructor(gazetteer: Gazetteer, weights = WEIGHTS_FILE) {
    const lexicon = new Lexicon(gazetteer);
    const model = loadModel(weights);
    const reader = (german: boolean): Reader => {
      const sequence = new Sequence(lexicon, german);
      return { decoder: new TypeDecoder(model, sequence), words: new Words(sequence, german) };
    };
    this.german = reader(true);
    this.english = reader(false);
  }

  /** Candidates of one block, in order. `names` carries what earlier blocks of the document have named. */
  recognise(passage: Passage, span: Span, language: Language, names = new DocumentNames()): Candidate[] {
    const { words, decoder } = language === 'de' ? this.german : this.english;
    const { sequence } = words;
    sequence.load(passage.text, passage.codes, passage.hits, span.start, span.end);
    const marks = new Marks(sequence.count);
    const spans = decoder.tag();
    for (let i = 0; i < spans.count; i++) {
      const weight = Math.min(1, 0.3 + spans.margins[i] / SURE);
      const doubt = spans.types[i] === Kind.PLACE ? decoder.lead(spans.starts[i], 1 + 2 * Kind.PLACE, 1 + 2 * Kind.CITY) : 0;
      marks.add({ kind: spans.types[i], doubt, first: spans.starts[i], last: spans.ends[i] - 1, source: 'tagger:latin', weight });
    }
    if (!process.env.NOTRIG) applyTriggers(words, marks, names);
    return marks
      .sorted()
      .filter((mark) => mark.kind < NAMED.length)
      .map((mark) => candidateOf(sequence, mark));
  }
}

function candidateOf({ tokens }: Sequence, mark: Mark): Candidate {
  return {
    type: NAMED[mark.kind],
    start: tokens.starts[mark.first],
    end: tokens.ends[mark.last],
    evidence: [{ source: mark.source, weight: mark.weight }],
  };
}
