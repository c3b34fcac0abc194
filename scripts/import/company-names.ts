/** Names of companies made regular, and the hand corrections of `companies-corrections.csv`. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Converter } from 'opencc-js';
import { compare, type Row, readCsv } from './csv.js';

const here = dirname(fileURLToPath(import.meta.url));
export const dictionaries = join(here, '../../dictionaries');

interface Patterns {
  readonly row: readonly RegExp[];
  readonly name: readonly RegExp[];
  readonly flag: readonly RegExp[];
}

const corrections = readCsv(join(here, 'companies-corrections.csv'));
export const byAction = (action: string): Row[] => corrections.filter((row) => row.action === action);
export const patterns: Patterns = {
  row: byAction('drop-row-pattern').map((row) => new RegExp(row.name, 'u')),
  name: byAction('drop-name-pattern').map((row) => new RegExp(row.name, 'u')),
  flag: byAction('flag-pattern').map((row) => new RegExp(row.name, 'u')),
};

const simplified = Converter({ from: 't', to: 'cn' });
export const HAN = /\p{Script=Han}/u;

/** Legal forms of `languages/<tag>/legal-forms.csv`, longest first, as an alternative of a pattern. */
function legalForms(tags: readonly string[], more: readonly string[] = []): string {
  const forms = tags.flatMap((tag) => readCsv(join(dictionaries, `languages/${tag}/legal-forms.csv`)));
  const suffixes = [...forms.filter((row) => row.position === 'suffix').map((row) => row.word), ...more];
  const longest = [...new Set(suffixes)].sort((a, b) => b.length - a.length || compare(a, b));
  return longest.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
}
export const groupWords = byAction('group-word').map((row) => row.name);
export const CHINESE_FORM = new RegExp(`(?<=.)(${legalForms(['zh'])})$`, 'u');
const ENGLISH_FORM = new RegExp(`[\\s,]+(${legalForms(['en'])})$`, 'u');
const LATIN_FORM = new RegExp(`[\\s,]+(${legalForms(['en', 'de', 'und-Latn'], groupWords)})$`, 'iu');

/** Width, script and decoration made regular; `''` when nothing fit to be a Chinese name is left. */
export function cleanChinese(raw: string): string {
  const name = simplified(raw.normalize('NFKC'))
    .replace(/\s+/g, '')
    .replace(/^(S?\*?ST|XD|XR|DR|PT|[NCG])(?=\p{Script=Han}{2})/u, '')
    .replace(/(-[A-Z]{1,3}|\*)+$/, '')
    .replace(/(?<=\p{Script=Han})[ABH]$/u, '')
    .replace(/(?<=\p{Script=Han}{2})退$|^退市/u, '')
    .replace(/\([^()]*\)?$/, '')
    .replace(/\(/g, '（')
    .replace(/\)/g, '）');
  return HAN.test(name) && [...name].length > 1 && !patterns.name.some((pattern) => pattern.test(name)) ? name : '';
}

/** English names as the press writes them: `Kweichow Moutai Co.,ltd.` → `Kweichow Moutai Co., Ltd.` */
export function cleanLatin(raw: string): string {
  const name = raw
    .normalize('NFKC')
    .replace(/#.*$/, '')
    .replace(/\s*\([^()]*\)\s*$/, '')
    .replace(/(?<=\S)\((?=\p{L})/gu, ' (')
    .replace(/\)(?=\p{L})/gu, ') ')
    .replace(/\s+/g, ' ')
    .replace(/\s*&\s*(?=\p{L}{3,})/gu, ' & ')
    .replace(/(?<=[.,])(?=\p{Lu}\p{Ll})/gu, ' ')
    .replace(/(?<=[a-z])(?=[Cc]o\.?,? ?[Ll]td)/, ' ')
    .replace(/[\s,]+(co|company)\.?\s*,?\s*(ltd|limited)\.?\s*$/i, ' Co., Ltd.')
    .replace(/[\s,]+inc\.?$/i, ' Inc.')
    .trim();
  const letters = /\p{L}{2,}|\d\p{L}|\p{L}\d/u.test(name) && /\p{Lu}|\d/u.test(name);
  return !letters || HAN.test(name) || patterns.name.some((pattern) => pattern.test(name)) ? '' : name;
}

/** The name without legal forms and punctuation: what two spellings of it share. */
export function latinKey(name: string): string {
  let key = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/^The /, '')
    .trim();
  for (let before = ''; before !== key; ) {
    before = key;
    key = key.replace(LATIN_FORM, '');
  }
  return key
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function bareLatin(name: string): string {
  let bare = name;
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare.replace(ENGLISH_FORM, '');
  }
  bare = bare.replace(/[\s,&]+$/, '');
  return bare.length > 2 ? bare : name;
}

export const isFullName = (name: string): boolean => name.length > 6 && CHINESE_FORM.test(name);

/** The company as the press calls it stands before its full name. */
export function shortFirst(names: readonly string[]): string[] {
  const short = names
    .filter(isFullName)
    .map((name) => name.replace(CHINESE_FORM, ''))
    .filter((name) => HAN.test(name));
  return unique(names.every(isFullName) ? [...short.filter((name) => name.length > 3), ...names] : names);
}

export const unique = (names: readonly string[]): string[] => [...new Set(names.filter((name) => name !== ''))];
