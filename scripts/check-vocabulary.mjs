// One meaning for each word (docs/glossary.md). Fails on file names and identifiers that the glossary rules out.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { root } from './lib/prepare.mjs';

/** Drawers for everything and nothing: a file is named after its one idea. */
const FORBIDDEN_FILE_NAMES = /(^|-)(utils?|helpers?|common|manager|service|misc|stuff)(?=[.-]|$)/;

const FORBIDDEN_WORDS = [
  [/\b(local|remote)(Item|Record|Side|Id)s?\b/, 'say crm or exchange'],
  [/\b(source|target)(Item|Record)s?\b/, 'say crm or exchange'],
  [/\bsyncToken\b/i, 'a position is a cursor (generic) or a sync state (EWS); a token is for authentication'],
  // GetUserAvailability has an element of that name.
  [
    /(?<!t:)\b(calendarEvent|CalendarEvent)s?\b/,
    'the canonical entry is an appointment, on the EWS wire a CalendarItem',
  ],
  [/\bguid\b(?!.*(property|Set|request))/i, 'say UID, stamp or id'],
  [/\bsynchroniz/i, 'spelled synchronis… here'],
];

const IGNORED_FOLDERS = /^(node_modules|dist|\.git|\.raccordo|web\/dist|web\/node_modules|coverage)(\/|$)/;
const problems = [];

for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  const path = relative(root, join(entry.parentPath ?? entry.path, entry.name));
  if (!entry.isFile() || IGNORED_FOLDERS.test(path) || path.includes('node_modules/')) continue;
  if (!/^(src|simulator|web|test|bench)\//.test(path) || !/\.(ts|tsx|mjs)$/.test(path) || path.includes('.generated.'))
    continue;
  if (FORBIDDEN_FILE_NAMES.test(basename(path)))
    problems.push(`${path}: the name says nothing; name the file after its one idea`);
  readFileSync(join(root, path), 'utf8')
    .split('\n')
    .forEach((line, index) => {
      for (const [pattern, advice] of FORBIDDEN_WORDS) {
        const found = pattern.exec(line);
        if (found) problems.push(`${path}:${index + 1}: "${found[0]}": ${advice}`);
      }
    });
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error(`${problems.length} word(s) outside the glossary`);
  process.exit(1);
}
