import type { ExchangeWriteOutcome } from '../../port.ts';
import { extendedPath, STAMP, TITLE } from '../wire/extended-property.ts';
import type { SideContext } from './side-context.ts';

/** A server without extended properties says so; a bad value in one has a code of its own. */
const CODES: ReadonlySet<string> = new Set([
  'ErrorInvalidExtendedProperty',
  'ErrorNoPropertyTagForCustomProperties',
  'ErrorUnsupportedPropertyDefinition',
]);

/**
 * Writes, and where the server cannot keep extended properties writes the refused items again without: an item
 * without our stamp is worth more than none. What was refused as such was certainly not applied.
 */
export async function writeWithoutRefusedMarks<T>(
  side: SideContext,
  items: readonly T[],
  write: (items: readonly T[]) => Promise<readonly ExchangeWriteOutcome[]>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const outcomes = await write(items);
  const refused = items.filter((_, index) => refusalOf(outcomes[index]) !== null);
  const code = outcomes.map(refusalOf).find((found) => found !== null) ?? null;
  const marks = [STAMP, TITLE].map((property) => extendedPath(property).markup);
  if (code === null || marks.every((markup) => side.refusedPaths.has(markup))) return outcomes;
  for (const markup of marks) side.refusedPaths.set(markup, code);
  const again = [...(await write(refused))];
  return outcomes.map((outcome) => (refusalOf(outcome) === null ? outcome : (again.shift() ?? outcome)));
}

function refusalOf(outcome: ExchangeWriteOutcome | undefined): string | null {
  return outcome?.kind === 'failed' && CODES.has(outcome.error.code) ? outcome.error.code : null;
}
