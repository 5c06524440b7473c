import { z } from 'zod';
import { notSupportedSentence } from './not-supported.ts';
import type { ConfigurationProblem } from './problem.ts';
import { pathText } from './problem.ts';
import { suggest } from './suggestion.ts';

type Issue = z.core.$ZodIssue;

const KIND_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a group of settings',
  int: 'a whole number',
  number: 'a number',
};

/** The keys that the schema knows at a place of the document; list positions are skipped over. */
function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  let here: z.core.$ZodType | undefined = schema;
  for (const part of [...path, undefined]) {
    while (here instanceof z.ZodDefault || here instanceof z.ZodPrefault || here instanceof z.ZodOptional) {
      here = here.def.innerType;
    }
    if (part === undefined) break;
    if (here instanceof z.ZodArray) here = here.element;
    else if (here instanceof z.ZodObject) here = here.shape[String(part)];
    else return [];
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, schema: z.core.$ZodType): ConfigurationProblem[] {
  const known = knownKeys(schema, issue.path);
  return issue.keys.map((key) => {
    const meant = suggest(key, known);
    const hint = meant === null ? `known are ${known.join(', ')}` : `did you mean \`${meant}\`?`;
    return { path: pathText([...issue.path, key]), code: 'unknown_key', message: `is not a setting; ${hint}` };
  });
}

function wrongKind(issue: z.core.$ZodIssueInvalidType): string {
  const wanted = KIND_WORDS[issue.expected] ?? issue.expected;
  const quotable = issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input);
  return quotable ? `must be ${wanted}; put it in quotes` : `must be ${wanted}`;
}

/** Values are looked at only to choose a sentence; only those of closed lists are ever repeated. */
function oneProblem(issue: Issue): ConfigurationProblem {
  const path = pathText(issue.path);
  if (issue.input === undefined && issue.code !== 'custom') return { path, code: 'missing', message: 'is missing' };
  const refused = notSupportedSentence(issue.path.at(-1), issue.input);
  if (refused !== null) return { path, code: 'not_supported', message: refused };
  switch (issue.code) {
    case 'invalid_type':
      return { path, code: 'invalid_value', message: wrongKind(issue) };
    case 'invalid_value': {
      const values = issue.values.map(String);
      const meant = typeof issue.input === 'string' ? suggest(issue.input, values) : null;
      const hint = meant === null ? '' : `; did you mean \`${meant}\`?`;
      const choice = values.length === 1 ? `must be \`${values[0]}\`` : `must be one of ${values.join(', ')}`;
      return { path, code: 'invalid_value', message: choice + hint };
    }
    default:
      return { path, code: 'invalid_value', message: issue.message };
  }
}

/** All that zod found, in the words of the file. */
export function schemaProblems(schema: z.core.$ZodType, issues: readonly Issue[]): ConfigurationProblem[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? unknownKeys(issue, schema) : [oneProblem(issue)],
  );
}
