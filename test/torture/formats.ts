/** Hostile cases: markup, mail, documents of other programs, gzip. */
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { Case, Content } from './harness.ts';

const ROWS = ['company 西门子', 'city 上海'];
const TEXT = '西门子在上海。';

const file = (path: string, content: Content | (() => Content), rows: readonly string[], more: Partial<Case> = {}): Case => ({
  name: `format: ${more.name ?? path}`,
  files: { [path]: content },
  args: [path],
  rows,
  ...(({ name: _, ...rest }) => rest)(more),
});
const html = (name: string, content: Content | (() => Content), rows: readonly string[] = ROWS, more: Partial<Case> = {}) =>
  file('a.html', content, rows, { ...more, name: `HTML: ${name}` });
const markdown = (name: string, content: Content | (() => Content), rows: readonly string[] = ROWS, more: Partial<Case> = {}) =>
  file('a.md', content, rows, { ...more, name: `Markdown: ${name}` });
const xml = (name: string, content: string, rows: readonly string[] = ROWS) =>
  file('a.xml', content, rows, { name: `XML: ${name}` });
/** So many of something may take no longer than this: quadratic time would take minutes. */
const SOON = { within: { ms: 20_000, mib: 600 } };

const docx = (xmlText: string) =>
  zipSync({ 'word/document.xml': Buffer.from(`<w:document><w:body>${xmlText}</w:body></w:document>`) });
const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
const mail = (head: string, body: string) => `From: a@b.cn\r\nMIME-Version: 1.0\r\n${head}\r\n\r\n${body}\r\n`;

/** A PDF of one page: Helvetica, a line. */
function pdf(line: string): string {
  const content = `BT /F1 12 Tf 50 700 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let out = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return `${out}xref\n0 6\n0000000000 65535 f \n${table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF\n`;
}

export const FORMATS: readonly Case[] = [
  html('nothing closed', `<div><p><b>${TEXT}<table><tr><td>`),
  html('everything closed twice', `</p></div><p>${TEXT}</p></p></body></html></html>`),
  html('100,000 nested elements', () => `${'<div>'.repeat(1e5)}${TEXT}${'</div>'.repeat(1e5)}`, ROWS, SOON),
  html(
    '100,000 elements nobody closes, 100,000 tags that close nothing',
    () => `${'<div>'.repeat(1e5)}${TEXT}${'</span>'.repeat(1e5)}`,
    ROWS,
    SOON,
  ),
  html('a million <', () => `${TEXT}<p>${'<'.repeat(1e6)}`, ROWS, SOON),
  html('a million &', () => `${TEXT}<p>${'&'.repeat(1e6)}`, ROWS, SOON),
  html('200,000 comments begun', () => `${TEXT}${'<!--'.repeat(2e5)}`, ROWS, SOON),
  html('an attribute of a megabyte', () => `<p title="${'x'.repeat(1e6)}">${TEXT}`, ROWS, SOON),
  html('300,000 brackets behind Chinese', () => `<p>${TEXT}</p><p>${'中('.repeat(3e5)}`, ROWS, SOON),
  html('entities without semicolons', 'Siemens in M&uumlnchen und K&oumlln &amp Z&uumlrich', [
    'company Siemens',
    'city München',
    'city Köln',
    'city Zürich',
  ]),
  html('entities by number', '&#35199;&#x95e8;&#23376;在上&#28023', ROWS),
  html('entities that are none', `&;&#;&#x;&#xffffffff;&nosuch;${TEXT}`),
  html('<pre>: a line break ends a block', '<pre>西门\n子\n上海</pre>', ['city 上海']),
  html('table cells are apart', '<table><tr><td>西门<td>子<tr><td>上海</table>', ['city 上海']),
  html('inline elements are not', '<p>西<b>门</b>子在上<i>海</i>'),
  html('a comment that swallows the page', `<p>${TEXT}<!-- <p>华为在深圳`),
  html('a comment ended oddly', `<!-- x --!><p>${TEXT}`),
  html('an empty comment', `<!--><p>${TEXT}`),
  html('scripts and styles are not seen', `<script>华为</script><style>华为</style><template>华为</template><p>${TEXT}`),
  html('a script that never ends', `<p>${TEXT}<script>华为在深圳`),
  html('a head that never ends', `<head><title>西门子</title><body>上海`),
  html('CDATA', `<p><![CDATA[${TEXT}]]>`),
  html('a title in a drawing is no title', `<svg><title>华为</title></svg><p>${TEXT}`),
  html('control characters', `<p>西门子\x1b[31m</p><p>上海\x07`),
  html('attributes twice', `<meta name="date" name="x" content="2021-08-23"><p>${TEXT}`),
  {
    name: 'format: HTML: 240,000 rows of one document',
    files: { 'a.html': () => `<p>${TEXT}</p>`.repeat(120_000) },
    args: ['a.html'],
    check: ({ stdout }) => (stdout.split('\n').length === 240_002 ? null : 'rows are missing'),
    within: { ms: 30_000, mib: 700 },
  },
  xml('elements, text in between', `<?xml version="1.0"?><a><b>西门子</b> 在 <c>上海</c></a>`),
  xml('CDATA', `<a><![CDATA[${TEXT}]]></a>`),
  xml('a feed with HTML in it', `<rss><item><description><![CDATA[<p>西门子</p><p>上海</p>]]></description></item></rss>`),
  xml('entities that grow', `<!DOCTYPE a [<!ENTITY x "华为"><!ENTITY y "&x;&x;&x;">]><a>&y;${TEXT}</a>`),
  xml('an entity that names a file', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;${TEXT}</a>`),
  xml('broken', `<a><b>西门子</a></c><d x=>上海`),
  markdown('front matter', `---\ntitle: 西门子\ndate: 2021-08-23\n---\n上海`),
  markdown('front matter that is not YAML', `---\ntitle: [西门子\n: : {\n---\n上海`, ['city 上海']),
  markdown('keys twice', `---\ntitle: 西门子\ntitle: 华为\n---\n上海`),
  markdown('front matter nested deep', () => `---\ntitle: 西门子\nx: ${'['.repeat(50_000)}\n---\n上海`, ROWS, SOON),
  markdown('front matter of aliases of aliases', `---\na: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\ntitle: 西门子\n---\n上海`),
  markdown('links', `[西门子](http://example.org/华为) ![华为](x.png) <http://example.org/x> [上海][1]\n\n[1]: http://x`),
  markdown('tables', `| 西门 | 子 |\n|---|---|\n| 上海 | x |`, ['city 上海']),
  markdown('code', '```\n西门子\n```\n\n`上海`'),
  markdown('100,000 brackets', () => `${TEXT}\n\n${'['.repeat(1e5)}${'![]('.repeat(1e5)}`, ROWS, SOON),
  markdown('100,000 blanks before a bar', () => `${TEXT}\n\n${' '.repeat(1e5)}|`, ROWS, SOON),
  markdown('100,000 dashes', () => `${TEXT}\n\n|${'-'.repeat(1e5)}x`, ROWS, SOON),
  markdown('100,000 blanks in a heading', () => `${TEXT}\n\n# a${' '.repeat(1e5)}x`, ROWS, SOON),
  markdown('100,000 quotes', () => `${TEXT}\n\n${'> '.repeat(1e5)}x`, ROWS, SOON),
  markdown('a fence that never ends', `西门子\n\n~~~\n上海`),
  file('a.eml', mail('Subject: =?gb2312?B?zvfDxdfT?=', '上海。'), ROWS),
  file(
    'q.eml',
    mail(
      'Subject: x\r\nContent-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable',
      'Siemens in M=FCnchen.',
    ),
    ['company Siemens', 'city München'],
  ),
  file('h.eml', mail('Subject: x\r\nContent-Type: text/html; charset=utf-8', '<p>西门子</p><p>上海</p>'), ROWS),
  file(
    'm.eml',
    mail(
      'Subject: x\r\nContent-Type: multipart/mixed; boundary=B',
      `--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${TEXT}\r\n--B\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\n华为\r\n`,
    ),
    ROWS,
    { name: 'mail: an attachment, no last boundary' },
  ),
  file('e.eml', '', [], { name: 'mail: empty' }),
  file('a.docx', docx(`<w:p>${run('西门')}${run('子')}</w:p><w:p>${run('上海')}</w:p>`), ROWS),
  file('d.docx', docx(`<w:p><w:del>${run('华为')}</w:del>${run(TEXT)}</w:p>`), ROWS, { name: 'DOCX: deleted text' }),
  file('b.docx', docx(run(TEXT)).subarray(0, 60), [], { name: 'DOCX: cut off', status: 1, stderr: /damaged DOCX/ }),
  file('z.docx', () => docx('x'.repeat(300 << 20)), [], {
    name: 'DOCX: 300 MB of 300 KB',
    status: 1,
    stderr: /too large to unpack/,
    within: { ms: 30_000, mib: 400 },
  }),
  file('n.docx', zipSync({ 'a.txt': Buffer.from(TEXT) }), [], { name: 'DOCX: another zip', status: 1, stderr: /no DOCX/ }),
  file('a.pdf', pdf('Siemens in M\xfcnchen.').replace(/\xfc/, '\\374'), ['company Siemens', 'city München']),
  file('b.pdf', '%PDF-1.4\nnothing', [], { name: 'PDF: damaged', status: 1, stderr: /damaged PDF/ }),
  { name: 'format: PDF on standard input', args: ['-'], stdin: pdf('Siemens'), rows: ['company Siemens'] },
  file('p.pdf', TEXT, ROWS, { name: 'PDF: text by that name' }),
  file('a.txt.gz', gzipSync(TEXT), ROWS),
  file('a.html.gz', gzipSync('<p>西门<b>子</b><p>上海'), ROWS),
  file('a.jsonl.gz', gzipSync(`{"id":1,"text":"${TEXT}"}\n`), ROWS),
  file('b.txt.gz', TEXT, [], { name: 'gzip: none', status: 1, stderr: /damaged gzip/ }),
  file('c.txt.gz', gzipSync(TEXT.repeat(5000)).subarray(0, 40), [], { name: 'gzip: cut off', status: 1, stderr: /ends early/ }),
  file('z.txt.gz', () => gzipSync('好。\n'.repeat(3e6)), [], {
    name: 'gzip: 20 MB of 20 KB',
    args: ['-j', '1', 'z.txt.gz'],
    within: { ms: 60_000, mib: 350 },
  }),
  file('t.tar.gz', gzipSync(Buffer.concat([Buffer.from('a.txt'), new Uint8Array(600), Buffer.from(TEXT)])), [], {
    name: 'gzip: an archive is binary',
  }),
  file('a.txt', TEXT, [], {
    name: 'unknown format asked for',
    args: ['--input-format', 'word', 'a.txt'],
    status: 2,
    stderr: /Allowed choices are/,
  }),
  file('x.txt', '<p>西门<b>子</b><p>上海', ROWS, { name: 'HTML by its content' }),
  file('y.txt', `${'西门子在上海'.repeat(1)}${'a'.repeat(3e6)}`, ROWS, { name: 'a line of 3 MB', ...SOON }),
];
