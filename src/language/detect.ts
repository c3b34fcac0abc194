/**
 * Tells the language of a document and of its blocks. Script first: Han characters are Chinese, told apart by characters that only traditional
 * writing has. Latin blocks vote by their function words; where a block says nothing, the document's language counts, found by franc.
 */
import { readCompiled } from '../dictionary/compiled.ts';
import type { Block, Language, Span } from '../model.ts';
import { folds, Kind, kinds } from '../text/characters.ts';
import { FIRST_HASH, hashOn } from '../text/word-hash.ts';

/** franc's codes of what it may answer: ours, and neighbours that would otherwise pass for ours. */
const FRANC: Readonly<Record<string, Language>> = { deu: 'de', eng: 'en' };
const FRANC_ONLY = ['deu', 'eng', 'fra', 'spa', 'ita', 'nld', 'por', 'pol', 'swe', 'dan'];
/** franc guesses below this many letters. */
const FRANC_LETTERS = 60;
/** Han characters count for more than letters: one says about as much as a short word. */
const HAN_LETTERS = 3;
/** Characters looked at. */
const SAMPLE = { block: 400, document: 20_000, franc: 2048 };

/** Function words by a hash of their folded codes: which of our languages has them. */
const functionWords = new Map<number, Language>();
/** Not 0 where a function word's hash ends so: most words are told apart here. */
const mayBeFunctionWord = new Uint8Array(1 << 16);
/** Small integers are found fastest. */
const keyOf = (hash: number): number => (hash ^ (hash >>> 30)) & 0x3fffffff;

for (const [language, words] of Object.entries(
  JSON.parse(Buffer.from(readCompiled('function-words.json')).toString()) as Record<string, string[]>,
))
  for (const word of words) {
    let hash = FIRST_HASH;
    for (let i = 0; i < word.length; i++) hash = hashOn(hash, folds[word.charCodeAt(i)]);
    const key = keyOf(hash);
    mayBeFunctionWord[key & 0xffff] = 1;
    functionWords.set(key, functionWords.has(key) ? 'und' : (language as Language));
  }

/** What a stretch of text is made of. */
interface Census {
  han: number;
  letters: number;
  /** Function words of German and of English, those of both aside. */
  de: number;
  en: number;
}

/** Language of a document and its blocks. `stated` (an option or a field of the input) wins over what is found. */
export async function detectLanguages(
  text: string,
  blocks: readonly Span[],
  stated: Language | null,
): Promise<{ language: Language; blocks: Block[] }> {
  if (stated && stated !== 'zh-Hans')
    return { language: stated, blocks: blocks.map(({ start, end }) => ({ start, end, language: stated })) };
  const language = stated ? chinese(text, 0, text.length) : await documentLanguage(text);
  const languageOf = (block: Span) => (stated ? language : blockLanguage(text, block, language));
  return { language, blocks: blocks.map((block) => ({ start: block.start, end: block.end, language: languageOf(block) })) };
}

async function documentLanguage(text: string): Promise<Language> {
  const end = Math.min(text.length, SAMPLE.document);
  const census = takeCensus(text, 0, end);
  if (isChinese(census)) return chinese(text, 0, end);
  const voted = vote(census);
  if (voted !== 'und') return voted;
  if (census.letters < FRANC_LETTERS) return census.letters > 0 ? 'en' : 'und';
  // Its models are large, and most texts have function words.
  const { franc } = await import('franc');
  return FRANC[franc(text.slice(0, SAMPLE.franc), { only: FRANC_ONLY })] ?? 'und';
}

function blockLanguage(text: string, block: Span, document: Language): Language {
  const end = Math.min(block.end, block.start + SAMPLE.block);
  const census = takeCensus(text, block.start, end);
  if (isChinese(census)) return document.startsWith('zh') ? document : chinese(text, block.start, end);
  if (census.letters === 0) return document;
  const voted = vote(census);
  if (voted !== 'und') return voted;
  return document.startsWith('zh') ? 'en' : document;
}

function takeCensus(text: string, start: number, end: number): Census {
  const census: Census = { han: 0, letters: 0, de: 0, en: 0 };
  for (let i = start; i < end; ) {
    const kind = kinds[text.charCodeAt(i)];
    if (kind !== Kind.LETTER) {
      if (kind === Kind.HAN) census.han++;
      i++;
      continue;
    }
    let hash = FIRST_HASH;
    const from = i;
    for (let code = text.charCodeAt(i); i < end && kinds[code] === Kind.LETTER; code = text.charCodeAt(++i))
      hash = hashOn(hash, folds[code]);
    census.letters += i - from;
    const key = keyOf(hash);
    if (mayBeFunctionWord[key & 0xffff] === 0) continue;
    const language = functionWords.get(key);
    if (language === 'de') census.de++;
    else if (language === 'en') census.en++;
  }
  return census;
}

const isChinese = ({ han, letters }: Census): boolean => han > 0 && han * HAN_LETTERS > letters;

/** The language whose function words clearly outnumber the other's, else `und`. */
function vote({ de, en }: Census): Language {
  if (de + en === 0 || (de < 2 * en && en < 2 * de)) return 'und';
  return de > en ? 'de' : 'en';
}

/** Traditional where more than one Han character in twenty has a simplified form of its own. */
function chinese(text: string, start: number, end: number): Language {
  let han = 0;
  let traditional = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (kinds[code] !== Kind.HAN) continue;
    han++;
    if (folds[code] !== code) traditional++;
  }
  return traditional * 20 > han ? 'zh-Hant' : 'zh-Hans';
}
