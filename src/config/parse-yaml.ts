import { LineCounter, parseDocument } from 'yaml';
import type { ConfigurationProblem } from './problem.ts';

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
    return refused([{ path: '', code: 'file_too_large', message: `is larger than ${MAX_CHARACTERS} characters` }]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    return refused(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return { path: '', code: 'yaml_syntax', message: `line ${line}, column ${col}: ${sentence(error.code)}` };
      }),
    );
  }
  try {
    return { kind: 'value', value: document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {} };
  } catch {
    return refused([
      { path: '', code: 'yaml_syntax', message: `uses an alias that is not defined, or more than ${MAX_ALIASES}` },
    ]);
  }
}

function refused(problems: readonly ConfigurationProblem[]): ParsedYaml {
  return { kind: 'problems', problems };
}

/** `DUPLICATE_KEY` → `duplicate key`. */
function sentence(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}
