/** Words and sentences by library, each loaded when first asked: nodejieba takes 150 ms to load, compromise 60. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../dictionary/compiled.ts';
import type { Segmenter } from '../model.ts';

/** Pieces handed to a library are cut to this many characters: compromise takes superlinear time on text without sentence ends. */
const LONGEST = 2000;
const require = createRequire(import.meta.url);

type Cut = (text: string) => string[];

/** nodejieba with the trimmed dictionary the build derives; `Intl.Segmenter` where its binary is missing. */
function loadChinese(): Cut {
  try {
    const jieba = require('nodejieba') as {
      load(paths: Record<string, string>): void;
      cut(text: string, hmm: boolean): string[];
    };
    const folder = join(packageRoot, 'dist', 'jieba');
    jieba.load({
      dict: join(folder, 'jieba.dict.utf8'),
      hmmDict: join(folder, 'hmm_model.utf8'),
      userDict: join(folder, 'user.dict.utf8'),
      idfDict: join(folder, 'idf.utf8'),
      stopWordDict: join(folder, 'stop_words.utf8'),
    });
    return (text) => jieba.cut(text, true);
  } catch {
    const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
    return (text) => Array.from(segmenter.segment(text), (word) => word.segment);
  }
}

function loadSentences(): Cut {
  const compromise = require('compromise/one') as (text: string) => {
    json(options: object): { text: string }[];
    fullSentences(): { out(format: string): string[] };
  };
  return (text) => {
    const sentences = compromise(text).json({ text: true, terms: false, trim: false }) as { text: string }[];
    return sentences.map((sentence) => sentence.text);
  };
}

export function createSegmenter(): Segmenter {
  let chinese: Cut | null = null;
  let sentences: Cut | null = null;
  return {
    chinese(text) {
      chinese ??= loadChinese();
      return chinese(text.slice(0, LONGEST));
    },
    sentences(text) {
      sentences ??= loadSentences();
      return lengthsOf(sentences(text.slice(0, LONGEST)), text);
    },
  };
}

/** Lengths of consecutive pieces; what a library drops between pieces goes to the piece before. */
function lengthsOf(pieces: readonly string[], text: string): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const piece of pieces) {
    const found = text.indexOf(piece.trim(), at);
    if (found < 0) continue;
    starts.push(starts.length === 0 ? 0 : found);
    at = found + piece.trim().length;
  }
  return starts.map((start, i) => (starts[i + 1] ?? text.length) - start);
}
