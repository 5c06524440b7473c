import { readFileSync } from 'node:fs';

const TYPES: Readonly<Record<string, string>> = {
  'page.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

const FOLDER = new URL('./assets/', import.meta.url);

/** @returns `undefined` when there is no such file */
export function findAsset(name: string): { readonly type: string; readonly content: Buffer } | undefined {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  return type === undefined ? undefined : { type, content: readFileSync(new URL(name, FOLDER)) };
}
