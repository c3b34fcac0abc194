/**
 * Documents that are no text themselves but hold some: PDF, DOCX, mail. A new one is a file beside this one and an entry here.
 * Offsets of such a document count in the text taken out of it.
 */

/** Text taken out of a document. */
export interface Unpacked {
  readonly text: string;
  /** Name of the format the text is in. */
  readonly format: string;
  /** ISO date the document states for itself, or null. */
  readonly date: string | null;
  /** What could not be read, in words. */
  readonly warnings: readonly string[];
}

export interface Container {
  readonly name: string;
  /** File name extensions, lower case, without the dot. */
  readonly extensions: readonly string[];
  /** Whether the first bytes of a file are such a document's, whatever its name; null where bytes do not tell. */
  readonly begins: ((head: Uint8Array) => boolean) | null;
  /** Loaded when the first such document comes. The reader throws an Error in words where a document is damaged. */
  readonly load: () => Promise<(bytes: Uint8Array) => Promise<Unpacked>>;
}

const startsWith = (head: Uint8Array, text: string) => Buffer.from(head.subarray(0, text.length)).toString('latin1') === text;

export const CONTAINERS: readonly Container[] = [
  {
    name: 'pdf',
    extensions: ['pdf'],
    begins: (head) => Buffer.from(head.subarray(0, 1024)).toString('latin1').includes('%PDF-'),
    load: async () => (await import('./pdf.ts')).readPdf,
  },
  {
    name: 'docx',
    extensions: ['docx'],
    begins: (head) => startsWith(head, 'PK\x03\x04'),
    load: async () => (await import('./docx.ts')).readDocx,
  },
  { name: 'mail', extensions: ['eml'], begins: null, load: async () => (await import('./mail.ts')).readMail },
];

/**
 * The kind of document a file is, or null for text. By what the user says, else by name where the bytes agree.
 * @param format name of an input format the user gave, or null
 */
export function containerOf(path: string, head: Uint8Array, format: string | null): Container | null {
  if (format !== null) return CONTAINERS.find(({ name }) => name === format) ?? null;
  const extension = /\.([a-z0-9]+)(?:\.gz)?$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const named = CONTAINERS.find(({ extensions }) => extensions.includes(extension));
  if (named) return named.begins === null || named.begins(head) ? named : null;
  // A nameless PDF (standard input) tells itself by its bytes; a nameless zip may be anything.
  const pdf = CONTAINERS[0];
  return startsWith(head, '%PDF-') ? pdf : null;
}
