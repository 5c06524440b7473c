import type { ExchangeWriteOutcome } from '../../port.ts';
import { extendedPath, STAMP, TITLE } from '../wire/extended-property.ts';
import { refusesVaguely } from './refused-property.ts';
import type { SideContext } from './side-context.ts';
import { withOutcomesAt } from './with-outcomes-at.ts';

/** A server without extended properties says so; a bad value in one has a code of its own. */
const CODES: ReadonlySet<string> = new Set([
  'ErrorInvalidExtendedProperty',
  'ErrorNoPropertyTagForCustomProperties',
  'ErrorUnsupportedPropertyDefinition',
]);

/**
 * Writes, and where the server cannot keep extended properties writes the refused items again without: an item
 * without our stamp is worth more than none. What was refused as such was certainly not applied. Where the refusal may
 * mean anything, it is taken for this only when the items are accepted without.
 */
export async function writeWithoutRefusedMarks<T>(
  side: SideContext,
  items: readonly T[],
  write: (items: readonly T[]) => Promise<readonly ExchangeWriteOutcome[]>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const outcomes = await write(items);
  const places = outcomes.flatMap((outcome, place) => (refusalOf(outcome) === null ? [] : [place]));
  const codes = places.map((place) => refusalOf(outcomes[place]) ?? '');
  const marks = [STAMP, TITLE].map((property) => extendedPath(property).markup);
  const { refusedPaths, unwritablePaths } = side.learnt;
  const isLeftOut = (markup: string) => refusedPaths.has(markup) || unwritablePaths.has(markup);
  if (places.length === 0 || marks.every(isLeftOut)) return outcomes;

  const [code = ''] = codes;
  const isCertain = codes.some((each) => CODES.has(each));
  const added = marks.filter((markup) => !isLeftOut(markup));
  const learnt = isCertain ? refusedPaths : unwritablePaths;
  for (const markup of added) learnt.set(markup, code);
  const again = await write(items.filter((_, place) => places.includes(place)));
  if (isCertain || again.some(({ kind }) => kind === 'done')) return withOutcomesAt(outcomes, places, again);
  for (const markup of added) learnt.delete(markup);
  return outcomes;
}

function refusalOf(outcome: ExchangeWriteOutcome | undefined): string | null {
  if (outcome?.kind !== 'failed') return null;
  const { code } = outcome.error;
  return CODES.has(code) || refusesVaguely(code) ? code : null;
}
