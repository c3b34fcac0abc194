/**
 * Tells the language of a document and of its blocks. Script first: Han characters are Chinese, told apart by characters that only traditional
 * writing has. Latin blocks vote by their function words; where a block says nothing, the document's language counts, found by franc.
 */
import { readCompiled } from '../dictionary/compiled.ts';
import type { Block, Language, Span } from '../model.ts';
import { folds, Kind, kinds } from '../text/characters.ts';

/** franc's codes of what it may answer: ours, and neighbours that would otherwise pass for ours. */
const FRANC: Readonly<Record<string, Language>> = { deu: 'de', eng: 'en' };
const FRANC_ONLY = ['deu', 'eng', 'fra', 'spa', 'ita', 'nld', 'por', 'pol', 'swe', 'dan'];
/** franc guesses below this many letters. */
const FRANC_LETTERS = 60;
/** Han characters count for more than letters: one says about as much as a short word. */
const HAN_LETTERS = 3;
const SAMPLE = { block: 400, document: 2048 };

const functionWords = new Map<string, Language>();
for (const [language, words] of Object.entries(
  JSON.parse(Buffer.from(readCompiled('function-words.json')).toString()) as Record<string, string[]>,
))
  for (const word of words) functionWords.set(word, functionWords.has(word) ? 'und' : (language as Language));

/** Language of a document and its blocks. `stated` (an option or a field of the input) wins over what is found. */
export async function detectLanguages(
  text: string,
  blocks: readonly Span[],
  stated: Language | null,
): Promise<{ language: Language; blocks: Block[] }> {
  if (stated && stated !== 'zh-Hans')
    return { language: stated, blocks: blocks.map((block) => ({ ...block, language: stated })) };
  const language = stated ? chinese(text, 0, text.length) : await documentLanguage(text);
  if (stated) return { language, blocks: blocks.map((block) => ({ ...block, language })) };
  return { language, blocks: blocks.map((block) => ({ ...block, language: blockLanguage(text, block, language) })) };
}

async function documentLanguage(text: string): Promise<Language> {
  const { han, letters } = countScripts(text, 0, Math.min(text.length, 20_000));
  if (han * HAN_LETTERS > letters) return chinese(text, 0, Math.min(text.length, 20_000));
  const voted = vote(text, 0, Math.min(text.length, 20_000));
  if (voted !== 'und') return voted;
  if (letters < FRANC_LETTERS) return letters > 0 ? 'en' : 'und';
  // Its models are large, and most texts have function words.
  const { franc } = await import('franc');
  return FRANC[franc(text.slice(0, SAMPLE.document), { only: FRANC_ONLY })] ?? 'und';
}

function blockLanguage(text: string, block: Span, document: Language): Language {
  const end = Math.min(block.end, block.start + SAMPLE.block);
  const { han, letters } = countScripts(text, block.start, end);
  if (han > 0 && han * HAN_LETTERS > letters) return document.startsWith('zh') ? document : chinese(text, block.start, end);
  if (letters === 0) return document;
  const voted = vote(text, block.start, end);
  return voted !== 'und' || !document.startsWith('zh') ? (voted !== 'und' ? voted : document) : 'en';
}

function countScripts(text: string, start: number, end: number): { han: number; letters: number } {
  let han = 0;
  let letters = 0;
  for (let i = start; i < end; i++) {
    const kind = kinds[text.charCodeAt(i)];
    if (kind === Kind.HAN) han++;
    else if (kind === Kind.LETTER) letters++;
  }
  return { han, letters };
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

/** The language whose function words clearly outnumber the other's, else `und`. */
function vote(text: string, start: number, end: number): Language {
  const counts = new Map<Language, number>();
  for (const word of text
    .slice(start, end)
    .toLowerCase()
    .split(/[^\p{L}]+/u)) {
    const language = functionWords.get(word);
    if (language && language !== 'und') counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first && first[1] >= 2 * (second?.[1] ?? 0) ? first[0] : 'und';
}
