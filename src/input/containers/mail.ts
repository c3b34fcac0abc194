/** Mail (RFC 5322, MIME), by postal-mime: subject and body. Attachments and the other header fields are not read. */

import { escapeUTF8 } from 'entities';
import PostalMime, { type Email } from 'postal-mime';
import { isoDate } from '../../text/iso-date.ts';
import { c1ToWindows1252 } from '../decode.ts';
import type { Unpacked } from './container.ts';

export async function readMail(bytes: Uint8Array): Promise<Unpacked> {
  let mail: Email;
  try {
    mail = await PostalMime.parse(bytes);
  } catch (error) {
    throw new Error(`a mail that cannot be read (${(error as Error).message})`);
  }
  const subject = clean(mail.subject ?? '');
  const date = mail.date ? isoDate(mail.date) : null;
  // A mail that says the same twice is read once: the plain form where there is one.
  if (mail.text?.trim()) return { text: `${subject}\n\n${clean(mail.text)}`, format: 'text', date, warnings: [] };
  const html = clean(mail.html ?? '');
  return { text: `<title>${escapeUTF8(subject)}</title>\n${html}`, format: 'html', date, warnings: [] };
}

/** Line ends of the file's, and characters the runtime's decoder of windows-1252 leaves as control characters. */
const clean = (text: string) => c1ToWindows1252(text.replace(/\r\n?/g, '\n'));
