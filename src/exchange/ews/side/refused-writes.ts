import type { ExchangeWriteOutcome } from '../../port.ts';
import { fieldPath } from '../wire/paths.ts';
import type { SideContext } from './side-context.ts';
import { withOutcomesAt } from './with-outcomes-at.ts';

/** How servers say that a property cannot be written at all, whatever its value. */
const CODES: ReadonlySet<string> = new Set([
  'ErrorInvalidPropertyForOperation',
  'ErrorInvalidPropertyRequest',
  'ErrorInvalidPropertySet',
  'ErrorInvalidPropertyUpdateSentMessage',
  'ErrorUnsupportedPropertyDefinition',
]);
/** Without them an item is another one. */
const NEVER_LEFT_OUT: ReadonlySet<string> = new Set([
  'calendar:Start',
  'calendar:End',
  'calendar:IsAllDayEvent',
  'calendar:Recurrence',
  'item:Subject',
]);
const MOST_PROPERTIES = 8;

/**
 * Writes, and where the server names a property that it does not let us write writes the refused items again without:
 * a contact without its mileage is worth more than none. What was refused as such was certainly not applied.
 */
export async function writeWithoutRefusedProperties<T>(
  side: SideContext,
  items: readonly T[],
  write: (items: readonly T[]) => Promise<readonly ExchangeWriteOutcome[]>,
): Promise<readonly ExchangeWriteOutcome[]> {
  let outcomes = await write(items);
  for (let round = 0; round < MOST_PROPERTIES; round += 1) {
    const places = outcomes.flatMap((outcome, place) => (learns(side, outcome) ? [place] : []));
    if (places.length === 0) return outcomes;
    const refused = items.filter((_, place) => places.includes(place));
    outcomes = withOutcomesAt(outcomes, places, await write(refused));
  }
  return outcomes;
}

/** @returns whether the item is worth another attempt: the server has named something that is left out from now on */
function learns({ learnt }: SideContext, outcome: ExchangeWriteOutcome): boolean {
  if (outcome.kind !== 'failed' || !CODES.has(outcome.error.code)) return false;
  const uri = outcome.error.details['fieldUri'];
  if (typeof uri !== 'string' || !/^(contacts|calendar|item):\w+$/.test(uri) || NEVER_LEFT_OUT.has(uri)) return false;
  learnt.unwritablePaths.set(fieldPath(uri).markup, outcome.error.code);
  return true;
}
