import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { SCHEMA_SENTENCES } from '../../src/config/problem.ts';
import { en } from '../../src/messages/en/index.ts';
import { hasMessage, translatorFor } from '../../src/messages/index.ts';
import { it } from '../../src/messages/it/index.ts';
import { APPOINTMENT_FIELDS, CONTACT_FIELDS } from '../../src/model/index.ts';
import { REASON_CODES } from '../../src/sync/index.ts';
import { readDocument } from './documents.ts';
import { root } from './raised-codes.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Path and text of every sentence. */
function sentences(tree: Tree, prefix = ''): readonly (readonly [path: string, text: string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : sentences(value, `${prefix}${key}.`),
  );
}

function placeholders(text: string): readonly string[] {
  return (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();
}

const english = new Map(sentences(en));
const italian = new Map(sentences(it));

/** The members of a union of string literals, read from the source: types leave no trace at run time. */
function unionMembers(path: string, typeName: string): readonly string[] {
  const source = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true);
  const members: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) members.push(node.literal.text);
    ts.forEachChild(node, collect);
  };
  for (const statement of source.statements)
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === typeName) collect(statement.type);
  if (members.length === 0) throw new Error(`${path} has no union ${typeName}`);
  return members;
}

function missing(keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !hasMessage(key));
}

describe('both languages', () => {
  test('have the same sentences', () => {
    expect([...italian.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('with the same parameters', () => {
    const different = [...english].filter(
      ([path, text]) => String(placeholders(text)) !== String(placeholders(italian.get(path) ?? '')),
    );
    expect(different.map(([path]) => path)).toEqual([]);
  });

  test('no sentence is empty, and Italian is not English left over', () => {
    expect([...english, ...italian].filter(([, text]) => text.trim() === '')).toEqual([]);
    const same = [...english].filter(([path, text]) => / \S+ /.test(text) && italian.get(path) === text);
    expect(same.map(([path]) => path)).toEqual([]);
  });
});

test('what the documents show as output is what the program says today', () => {
  const t = translatorFor('en');
  const why = `  Why: U2  ${t('reasons.linked_by_match', { fields: 12, conflicts: 1 })}\n`;
  for (const path of ['README.md', 'docs/guide/admin.en.md']) expect(readDocument(path)).toContain(why);
  const readme = readDocument('README.md');
  for (const [name, count] of Object.entries({ createdInExchange: 23, linked: 14, conflicts: 1, review: 5 }))
    expect(readme).toContain(t(`cli.sync.counts.${name}`, { count }));
  expect(readme).toContain(t('cli.demo.ready', { seconds: 8 }));
});

describe('every code that reaches a person has a sentence', () => {
  test('reasons of the engine', () => {
    expect(missing(Object.keys(REASON_CODES).map((code) => `reasons.${code}`))).toEqual([]);
  });

  test('a reason uses only the parameters of its code', () => {
    const wrong = Object.entries(REASON_CODES).flatMap(([code, parameters]) =>
      placeholders(english.get(`reasons.${code}`) ?? '')
        .filter((placeholder) => !(parameters as readonly string[]).includes(placeholder.slice(2, -2)))
        .map((placeholder) => `${code}: ${placeholder}`),
    );
    expect(wrong).toEqual([]);
  });

  test('what stands in the way of proving a deletion is said in words, in both languages', () => {
    const t = { en: translatorFor('en'), it: translatorFor('it') };
    for (const why of Object.keys(en.reasons.proof)) {
      for (const language of ['en', 'it'] as const) {
        const sentence = t[language]('reasons.deletion_unproved', { why });
        expect(sentence).not.toContain(why);
        expect(sentence).not.toMatch(/[${}]/);
      }
    }
  });

  test('why Exchange cannot have a series, and nothing else', () => {
    const codes = unionMembers('src/model/recurrence/not-expressible.ts', 'NotExpressibleCode');
    // Records say that of a series that nobody has read since series are synchronised.
    expect(Object.keys(en.recurrence.notExpressible).sort()).toEqual([...codes, 'not_read_yet'].sort());
  });

  test('remedies of `explain`', () => {
    const codes = unionMembers('src/connector/explain/remedy.ts', 'RemedyCode');
    expect(missing(codes.map((code) => `explain.remedies.${code}`))).toEqual([]);
    expect(Object.keys(en.explain.remedies).sort()).toEqual([...codes].sort());
  });

  test('findings of a verification, and no others', () => {
    const kinds = unionMembers('src/store/findings.ts', 'FindingKind');
    expect(Object.keys(en.verification.kinds).sort()).toEqual([...kinds, 'other'].sort());
  });

  test('problems of a configuration file', () => {
    const codes = [...unionMembers('src/config/problem.ts', 'ProblemSentence'), ...SCHEMA_SENTENCES];
    const known = Object.keys(en.configuration).filter((key) => key !== 'itemTypes');
    expect(known.sort()).toEqual([...codes].sort());
  });

  test('fields of contacts and appointments have a name that people know', () => {
    expect(Object.keys(en.fields).sort()).toEqual(
      [...new Set([...Object.keys(CONTACT_FIELDS), ...Object.keys(APPOINTMENT_FIELDS)])].sort(),
    );
  });

  test('refusals of use cases', () => {
    const codes = unionMembers('src/connector/refusal.ts', 'RefusalCode');
    expect(missing(codes.map((code) => `errors.${code}`))).toEqual([]);
  });

  test('refusals of an import', () => {
    const codes = [
      ...unionMembers('src/crm/builtin/interchange/components.ts', 'BrokenCode'),
      ...unionMembers('src/crm/builtin/interchange/ical-time.ts', 'TimeProblem'),
      ...unionMembers('src/crm/builtin/interchange/read-vcard.ts', 'VcardRead'),
    ].filter((code) => /_/.test(code));
    expect(codes.length).toBeGreaterThan(8);
    expect(missing(codes.map((code) => `cli.records.refusals.${code}`))).toEqual([]);
  });
});
