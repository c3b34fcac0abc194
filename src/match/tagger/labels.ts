/** What the labels of a tagger say: which may follow which, and which spans a row of them marks. */

export interface Labels {
  readonly names: readonly string[];
  /** Types named by the labels, in order of first use. */
  readonly types: readonly string[];
  /** Index into `types`, or -1 for outside. */
  readonly typeOf: Int8Array;
  /** A span may begin here (or none is open): may stand first. */
  readonly opens: Uint8Array;
  /** A span may end here (or none is open): may stand last. */
  readonly closes: Uint8Array;
  /** `follows[from * names.length + to]`: `to` may stand behind `from`. */
  readonly follows: Uint8Array;
}

/** Works out what labels say. Types with an `E-` label end there (BIOES), others may end anywhere (BIO). */
export function readLabels(names: readonly string[]): Labels {
  if (names[0] !== 'O') throw new Error('the first label must be O');
  const count = names.length;
  const types = [...new Set(names.slice(1).map((name) => name.slice(2)))];
  const marked = new Set(names.filter((name) => name.startsWith('E-')).map((name) => name.slice(2)));
  const typeOf = Int8Array.from(names, (name) => (name === 'O' ? -1 : types.indexOf(name.slice(2))));
  const opens = Uint8Array.from(names, (name) => Number('OBS'.includes(name[0])));
  const closes = Uint8Array.from(names, (name) => Number('OES'.includes(name[0]) || !marked.has(name.slice(2))));
  const follows = new Uint8Array(count * count);
  for (let from = 0; from < count; from++) {
    for (let to = 0; to < count; to++) {
      const continues = typeOf[from] === typeOf[to] && 'BI'.includes(names[from][0]) && 'IE'.includes(names[to][0]);
      follows[from * count + to] = Number(opens[to] ? closes[from] === 1 : continues);
    }
  }
  return { names, types, typeOf, opens, closes, follows };
}
