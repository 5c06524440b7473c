import { z } from 'zod';
import type { ConfigurationProblem, ProblemSentence } from './problem.ts';
import { pathText, schemaSentence } from './problem.ts';
import { suggest } from './suggestion.ts';

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, ProblemSentence>> = {
  string: 'kind_text',
  boolean: 'kind_boolean',
  array: 'kind_list',
  object: 'kind_group',
  int: 'kind_whole_number',
  number: 'kind_number',
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
    const place = { path: pathText([...issue.path, key]), code: 'unknown_key' } as const;
    return meant === null
      ? { ...place, sentence: 'unknown_key', params: { known: known.join(', ') } }
      : { ...place, sentence: 'unknown_key_meant', params: { meant } };
  });
}

function wrongKind(issue: z.core.$ZodIssueInvalidType): ProblemSentence {
  const quotable = issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input);
  return quotable ? 'kind_text_quotes' : (KINDS[issue.expected] ?? 'not_valid');
}

/** Values are looked at only to choose a sentence; only those of closed lists are ever repeated. */
function oneProblem(issue: Issue): ConfigurationProblem {
  const path = pathText(issue.path);
  if (issue.input === undefined && issue.code !== 'custom')
    return { path, code: 'missing', sentence: 'missing', params: {} };
  const invalid = (sentence: ProblemSentence, params: ConfigurationProblem['params'] = {}): ConfigurationProblem => ({
    path,
    code: 'invalid_value',
    sentence,
    params,
  });
  switch (issue.code) {
    case 'invalid_type':
      return invalid(wrongKind(issue));
    case 'invalid_value': {
      const values = issue.values.map(String);
      const meant = typeof issue.input === 'string' ? suggest(issue.input, values) : null;
      if (values.length === 1) return invalid('only', { value: values[0] ?? '' });
      const listed = values.join(', ');
      return meant === null
        ? invalid('one_of', { values: listed })
        : invalid('one_of_meant', { values: listed, meant });
    }
    case 'too_big':
      return invalid(issue.origin === 'array' ? 'too_many' : 'too_long', { maximum: Number(issue.maximum) });
    default:
      return invalid(schemaSentence(issue.message) ?? 'not_valid');
  }
}

/** All that zod found, in the words of the file. */
export function schemaProblems(schema: z.core.$ZodType, issues: readonly Issue[]): ConfigurationProblem[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? unknownKeys(issue, schema) : [oneProblem(issue)],
  );
}
