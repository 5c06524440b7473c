import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The ways in which a text can stand in a file so that whoever has the file has the text. */
export function spellingsOf(text: string): readonly Buffer[] {
  const plain = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  const isToken = /^[\w-]{43}$/.test(text);
  return [
    ...plain,
    ...(isToken ? [Buffer.from(text, 'base64url')] : []),
    ...plain.flatMap((bytes) => [0, 1, 2].flatMap((before) => base64Within(bytes, before))),
    ...plain.map((bytes) => Buffer.from(bytes.toString('hex'))),
  ];
}

/** What of its Base64 is always the same when it stands behind other bytes and before others. */
function base64Within(bytes: Buffer, before: number): readonly Buffer[] {
  const within = Buffer.concat([Buffer.alloc(before), bytes]);
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor((within.length * 8) / 6);
  return [within.toString('base64'), within.toString('base64url')].map((text) => Buffer.from(text.slice(first, last)));
}

/** Where any spelling of these texts stands: `text in place`. */
export function findSpelled(
  texts: readonly string[],
  places: readonly { readonly name: string; readonly content: Buffer }[],
): readonly string[] {
  return texts.flatMap((text) => {
    const spellings = spellingsOf(text);
    return places
      .filter(({ content }) => spellings.some((spelling) => content.includes(spelling)))
      .map(({ name }) => `${text} in ${name}`);
  });
}

/** All files below a directory, the database and its journal included. */
export function filesBelow(directory: string): readonly { readonly name: string; readonly content: Buffer }[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(directory.length + 1), content: readFileSync(path) }));
}
