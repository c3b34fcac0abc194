/** Spellings of cities' names: what the importer of cities makes of a name, and when two are one. */
import { Converter } from 'opencc-js';

export const HAN = /^[\u3400-\u9fff]/;
const simplified = Converter({ from: 't', to: 'cn' });
export const GERMAN_SPEAKING = new Set(['DE', 'AT', 'CH', 'LI']);

/** `São Paulo` → `Sao Paulo`, `Łódź` → `Lodz`, `Ash Shāmīyah` → `Ash Shamiyah`. */
export function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[‘’ʻʼ`]/g, "'")
    .replace(/ß/g, 'ss')
    .replace(
      /[øØłŁđĐıæÆœŒ]/g,
      (letter) =>
        ({ ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', æ: 'ae', Æ: 'Ae', œ: 'oe', Œ: 'Oe' })[letter] ?? letter,
    );
}

export const key = (name: string): string =>
  plain(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** `Frankfurt am Main` → `Frankfurt`, `Frankfurt/Main`, `Frankfurt (Main)`. */
function riverForms(name: string): string[] {
  const long = /^(\p{Lu}[^/(]{2,}?) (?:am|an der|an den|im|in|in der|bei|beim|vor der|ob der|auf|unter) (\p{Lu}\S+)$/u.exec(name);
  const short = long ?? /^(\p{Lu}[^/(]{2,}?)(?:\/| ?\()(\p{Lu}[^)/]+)\)?$/u.exec(name);
  return short ? [short[1], `${short[1]}/${short[2]}`, `${short[1]} (${short[2]})`] : [];
}

/** Ways of writing one Latin name that need no list. */
export function spellings(name: string, country: string): string[] {
  const forms = new Set([name]);
  if (GERMAN_SPEAKING.has(country)) for (const form of riverForms(name)) forms.add(form);
  const saint = /^(Sankt|Saint|St\.?) (.+)$/.exec(name);
  if (saint)
    for (const head of ['St.', 'St', saint[1] === 'Sankt' || GERMAN_SPEAKING.has(country) ? 'Sankt' : 'Saint'])
      forms.add(`${head} ${saint[2]}`);
  for (const form of [...forms]) {
    if (form.length > 3) forms.add(plain(form));
    if (/[äöüÄÖÜ]/.test(form))
      forms.add(
        form.replace(/[äöü]/gi, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' })[letter] ?? letter),
      );
  }
  return [...forms];
}

/** Simplified, one kind of hyphen and dot, no bracketed remark. */
export const chinese = (name: string): string =>
  simplified(name)
    .replace(/[－–—‐]/g, '-')
    .replace(/[•‧∙]/g, '·')
    .replace(/[（(].*$/, '')
    .trim();
export const withoutTail = (name: string): string => (name.length > 2 ? name.replace(/市$/, '') : name);
export const isPartOrCounty = (name: string): boolean =>
  name.length > 2 && /(?:[区县旗镇乡村町路]|街道|地区|自治州)$/u.test(name);

/** Two transliterations of one name have most characters at the same place: 萊維采, 萊維採. */
export function isVariant(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 3) return false;
  let same = 0;
  for (let i = 0; i < a.length; i += 1) if (a[i] === b[i]) same += 1;
  return same * 2 > a.length;
}

/** Forms from Taiwan and Hong Kong differ (萨格勒布, 札格雷布), but a small town's that has nothing in common is another word. */
export const sharesCharacter = (a: string, b: string): boolean => [...a].some((character) => b.includes(character));
