import { z } from 'zod';
import { documentSchema } from '../schema/document.ts';

/** The part of JSON Schema that our schemas use. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly format?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** What editors and other programs check a configuration file with (draft 2020-12). */
export function configurationJsonSchema(): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(documentSchema, { io: 'input' });
  return { $schema, title: 'Raccordo configuration', ...rest } as JsonSchema;
}

const LINE_WIDTH = 120;

/** The schema as a file: lists of texts on one line where they fit, as the formatter would have them. */
export function configurationJsonSchemaText(): string {
  const text = JSON.stringify(configurationJsonSchema(), null, 2);
  const lists = /^( *)(.*)\[\n((?: *"[^"\n]*",?\n)+) *\](,?)$/gm;
  const joined = text.replace(lists, (long: string, indent: string, key: string, items: string, comma: string) => {
    const line = `${indent}${key}[${items.trim().replaceAll(/\n */g, ' ')}]${comma}`;
    return line.length <= LINE_WIDTH ? line : long;
  });
  return `${joined}\n`;
}
