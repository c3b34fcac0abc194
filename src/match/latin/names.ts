/**
 * People, companies and cities in Latin-script text: the tagger marks spans, rules set off by words of the text (`triggers.ts`)
 * correct them and add what the tagger does not dare to. Loaded, weights and all, when the first such text comes.
 */
import { join } from 'node:path';
import { packageRoot } from '../../dictionary/compiled.ts';
import type { Candidate, NamedType, Passage, Span } from '../../model.ts';
import type { Gazetteer } from '../gazetteer.ts';
import { loadModel } from '../tagger/model.ts';
import { Lexicon } from './lexicon.ts';
import { Sequence } from './sequence.ts';
import { TypeDecoder } from './type-decoder.ts';

export const WEIGHTS_FILE = join(packageRoot, 'dictionaries', 'languages', 'und-Latn', 'names.tagger');
const NAMED: readonly string[] = ['person', 'company', 'city'] satisfies NamedType[];

export class LatinRecogniser {
  readonly sequence: Sequence;
  readonly decoder: TypeDecoder;

  constructor(gazetteer: Gazetteer, weights = WEIGHTS_FILE) {
    this.sequence = new Sequence(new Lexicon(gazetteer));
    this.decoder = new TypeDecoder(loadModel(weights), this.sequence);
  }

  recognise(passage: Passage, span: Span): Candidate[] {
    this.sequence.load(passage.text, passage.codes, passage.hits, span.start, span.end);
    const { starts, ends } = this.sequence.tokens;
    const spans = this.decoder.tag();
    const candidates: Candidate[] = [];
    for (let i = 0; i < spans.count; i++) {
      const type = this.decoder.labels.types[spans.types[i]];
      if (!NAMED.includes(type)) continue;
      candidates.push({
        type: type as NamedType,
        start: starts[spans.starts[i]],
        end: ends[spans.ends[i] - 1],
        evidence: [{ source: 'tagger:latin', weight: 0.5 }],
      });
    }
    return candidates;
  }
}
