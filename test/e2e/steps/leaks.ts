import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Something written that other people may come to see. */
export interface Written {
  readonly where: string;
  readonly bytes: Buffer;
}

export function filesBelow(folder: string): readonly Written[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { where: relative(folder, path), bytes: readFileSync(path) };
    });
}

/** Where one of these texts stands, as it is or in a dress that programs put texts into. */
export function leaksIn(written: readonly Written[], secrets: readonly string[]): readonly string[] {
  return secrets.flatMap((secret, number) =>
    dresses(secret).flatMap(([dress, bytes]) =>
      written.filter((each) => each.bytes.includes(bytes)).map(({ where }) => `secret ${number} as ${dress}: ${where}`),
    ),
  );
}

function dresses(secret: string): readonly (readonly [string, Buffer])[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [
    ['it is', bytes],
    ['UTF-16', Buffer.from(secret, 'utf16le')],
    ['hexadecimal', Buffer.from(bytes.toString('hex'))],
    ['part of an address', Buffer.from(encodeURIComponent(secret))],
    // Behind `user:`, the text begins at any of three places of the four characters.
    ...[0, 1, 2].map((shift) => [`Base64 (${shift})`, base64Inside(bytes, shift)] as const),
  ];
}

/** The characters of Base64 that only these bytes decide, when so many bytes stand before them. */
function base64Inside(bytes: Buffer, before: number): Buffer {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor(((before + bytes.length) * 8) / 6);
  return Buffer.from(text.slice(first, last));
}
