/** What a user would pick instead: nodejieba's tagger and compromise, over a file: `tsx peers.ts jieba|compromise FILE`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [, , peer, path] = process.argv;
const lines = readFileSync(path, 'utf8').split('\n');
let found = 0;
if (peer === 'jieba') {
  const jieba = require('nodejieba') as { tag(text: string): { tag: string }[] };
  for (const line of lines) found += jieba.tag(line).filter(({ tag }) => tag === 'nr' || tag === 'nt' || tag === 'ns').length;
} else {
  const nlp = require('compromise') as (text: string) => Record<'people' | 'organizations' | 'places', () => { length: number }>;
  for (const line of lines) {
    const document = nlp(line);
    found += document.people().length + document.organizations().length + document.places().length;
  }
}
console.log(found);
