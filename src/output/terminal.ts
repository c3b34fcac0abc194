/** A table for people: aligned columns, cut to the width of the terminal. */
import { Kind, kinds } from '../text/characters.ts';
import type { Table } from './table.ts';

/** Columns a terminal shows each character in. */
const columnsOf = (character: string) => {
  const code = character.charCodeAt(0);
  return kinds[code] >= Kind.HAN || (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xff60) || code >= 0xd800
    ? 2
    : 1;
};
/** Columns a terminal shows a text in: East Asian characters take two. */
export const widthOf = (text: string) => [...text].reduce((sum, character) => sum + columnsOf(character), 0);
/** Control characters would move the cursor or colour the screen. */
const printable = (value: unknown) => String(value ?? '').replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');

function fit(text: string, width: number): string {
  if (widthOf(text) <= width) return text + ' '.repeat(width - widthOf(text));
  let kept = '';
  let used = 0;
  for (const character of text) {
    if (used + columnsOf(character) > width - 1) break;
    kept += character;
    used += columnsOf(character);
  }
  return `${kept}…${' '.repeat(width - used - 1)}`;
}

/** Gives each column what it needs; the widest give way until a row fits. */
function layOut(needs: readonly number[], width: number): number[] {
  const widths = [...needs];
  for (let over = sum(widths) + 2 * (widths.length - 1) - width; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest] <= 4) break;
    widths[widest]--;
  }
  return widths;
}
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** @param width columns of the terminal; the layout is that of the first rows given and stays */
export function terminalTable(width: number): Table {
  let widths: number[] | null = null;
  const line = (cells: readonly string[], at: readonly number[]) =>
    `${cells
      .map((cell, i) => fit(cell, at[i]))
      .join('  ')
      .trimEnd()}\n`;
  return {
    head: () => '',
    rows: (rows, columns) => {
      const cells = rows.map((row) => columns.map((column) => printable(row[column])));
      const first = widths === null;
      widths ??= layOut(
        columns.map((column, i) => cells.reduce((width, row) => Math.max(width, widthOf(row[i])), widthOf(column))),
        width,
      );
      const at = widths;
      return (first && rows.length > 0 ? line([...columns], at) : '') + cells.map((row) => line(row, at)).join('');
    },
  };
}
