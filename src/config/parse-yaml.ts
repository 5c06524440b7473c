import type { ErrorCode } from 'yaml';
import { LineCounter, parseDocument } from 'yaml';
import type { ConfigurationProblem, ProblemSentence } from './problem.ts';

/** Far above ten thousand accounts; keeps a wrong file from filling the memory. */
const MAX_CHARACTERS = 8_000_000;
/** A file of settings needs few anchors; without a bound a handful of lines unfolds to gigabytes. */
const MAX_ALIASES = 100;

export type ParsedYaml =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'problems'; readonly problems: readonly ConfigurationProblem[] };

/** Reads YAML (or JSON, which is YAML too). The text of a wrong line is not repeated: it may hold a password. */
export function parseYaml(text: string): ParsedYaml {
  if (text.length > MAX_CHARACTERS) {
    return refused({ code: 'file_too_large', sentence: 'file_too_large', params: { maximum: MAX_CHARACTERS } });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  // The first mistake explains the others, which only follow from it.
  const error = document.errors[0];
  if (error !== undefined) {
    const { line, col: column } = lines.linePos(error.pos[0]);
    return refused({ code: 'yaml_syntax', sentence: sentenceOf(error.code), params: { line, column } });
  }
  try {
    return { kind: 'value', value: document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {} };
  } catch {
    return refused({ code: 'yaml_syntax', sentence: 'yaml_alias', params: { maximum: MAX_ALIASES } });
  }
}

function refused(problem: Omit<ConfigurationProblem, 'path'>): ParsedYaml {
  return { kind: 'problems', problems: [{ path: '', ...problem }] };
}

function sentenceOf(code: ErrorCode): ProblemSentence {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'yaml_duplicate_key';
    case 'TAB_AS_INDENT':
      return 'yaml_tab';
    case 'BAD_INDENT':
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return 'yaml_indentation';
    case 'MISSING_CHAR':
      return 'yaml_unclosed';
    default:
      return 'yaml_unreadable';
  }
}
