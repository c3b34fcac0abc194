/** The entities table: one row an entity, gathered mention by mention. */
import type { Row } from '../model.ts';

export interface EntityTableRow {
  readonly type: string;
  readonly name: string;
  readonly id: string | null;
  readonly value: string | null;
  /** How often it is named, and in how many documents. */
  readonly mentions: number;
  readonly documents: number;
  /** Languages it is named in, sorted. */
  readonly languages: string;
  /** Surface forms with counts, most frequent first: `西门子 (12), Siemens (3)`. */
  readonly forms: string;
  /** `document:line` of the first mention. */
  readonly first: string;
}

interface Gathered {
  readonly row: Row;
  mentions: number;
  documents: number;
  lastDocument: string;
  readonly languages: Set<string>;
  readonly forms: Map<string, number>;
}

/** Counts a mention may have in forms before the rarest are dropped: keeps an entity's memory bounded. */
const MAX_FORMS = 1000;

export class EntityTable {
  private readonly entities = new Map<string, Gathered>();

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const key = `${row.type}\t${row.id ?? row.value ?? ''}\t${row.id ? '' : row.value ? '' : row.name}`;
      let entity = this.entities.get(key);
      if (!entity) {
        entity = { row, mentions: 0, documents: 0, lastDocument: '', languages: new Set(), forms: new Map() };
        this.entities.set(key, entity);
      }
      entity.mentions++;
      if (entity.documents === 0 || entity.lastDocument !== row.document) entity.documents++;
      entity.lastDocument = row.document;
      entity.languages.add(row.lang);
      if (entity.forms.size < MAX_FORMS || entity.forms.has(row.text))
        entity.forms.set(row.text, (entity.forms.get(row.text) ?? 0) + 1);
    }
  }

  /** Rows by falling number of mentions, then name. */
  rows(): EntityTableRow[] {
    return [...this.entities.values()]
      .sort((a, b) => b.mentions - a.mentions || (a.row.name < b.row.name ? -1 : a.row.name > b.row.name ? 1 : 0))
      .map(({ row, mentions, documents, languages, forms }) => ({
        type: row.type,
        name: row.name,
        id: row.id,
        value: row.value,
        mentions,
        documents,
        languages: [...languages].sort().join(','),
        forms: [...forms]
          .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
          .map(([form, count]) => `${form} (${count})`)
          .join(', '),
        first: `${row.document}:${row.line}`,
      }));
  }
}
