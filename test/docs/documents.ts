import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './raised-codes.ts';

export function readDocument(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Rows of all tables whose first column has this heading, cells without their padding. */
export function tableRows(markdown: string, firstHeading: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  let within = false;
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) within = false;
    else if (cellsOf(line)[0] === firstHeading) within = true;
    else if (within && !/^\|[\s:-]+\|/.test(line)) rows.push(cellsOf(line));
  }
  return rows;
}

/** The text below a heading, up to the next heading of the same or a higher level. */
export function sectionOf(markdown: string, heading: string): string {
  const lines = markdown.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`there is no heading ${heading}`);
  const level = heading.indexOf(' ');
  let fenced = false;
  const end = lines.findIndex((line, index) => {
    if (line.startsWith('```')) fenced = !fenced;
    return index > start && !fenced && new RegExp(`^#{1,${level}} `).test(line);
  });
  return lines.slice(start + 1, end < 0 ? undefined : end).join('\n');
}

/** `code` without its back quotes. */
export function bare(cell: string | undefined): string {
  return (cell ?? '').replaceAll('`', '');
}

function cellsOf(line: string): readonly string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}
