/** JSONL documents: `{"id", "text", "date"?, "lang"?, "format"?}`, one a line. */
import type { Language, Source } from '../model.ts';

const LANGUAGES: Readonly<Record<string, Language>> = {
  zh: 'zh-Hans',
  'zh-hans': 'zh-Hans',
  'zh-hant': 'zh-Hant',
  'zh-cn': 'zh-Hans',
  'zh-tw': 'zh-Hant',
  'zh-hk': 'zh-Hant',
  'zh-mo': 'zh-Hant',
  de: 'de',
  en: 'en',
};

/** Language of a BCP 47 tag, or null where it is none of ours. */
export function languageOf(tag: string): Language | null {
  const [language, region] = tag.toLowerCase().split('-');
  return LANGUAGES[`${language}-${region}`] ?? LANGUAGES[language] ?? null;
}

/** The document a line holds. Throws an Error saying what is wrong with the line. */
export function parseDocumentLine(line: string, formats: readonly string[]): Source {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error(`not JSON (${(error as Error).message})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not a JSON object');
  const { id, text, date, lang, format } = value as Record<string, unknown>;
  if (typeof text !== 'string') throw new Error(`"text" is ${text === undefined ? 'missing' : 'not a string'}`);
  if (typeof id !== 'string' && typeof id !== 'number')
    throw new Error(`"id" is ${id === undefined ? 'missing' : 'neither a string nor a number'}`);
  if (format !== undefined && !formats.includes(String(format)))
    throw new Error(`"format" is ${JSON.stringify(format)}: one of ${formats.join(', ')} is needed`);
  return {
    name: String(id),
    text,
    origin: { utf16: 0, codepoint: 0, byte: 0, line: 0 },
    format: typeof format === 'string' ? format : 'text',
    date: typeof date === 'string' ? date : null,
    language: typeof lang === 'string' ? languageOf(lang) : null,
  };
}
