import { ConnectorError } from '../../../model/index.ts';
import type { ExchangeWriteOutcome } from '../../port.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import type { MappingContext } from '../mapping/property-mapping.ts';
import { getServerTimeZones } from '../operations/get-server-time-zones.ts';
import { isAtLeast } from '../soap/channel.ts';
import { refusesVaguely } from './refused-property.ts';
import type { SideContext } from './side-context.ts';
import { withOutcomesAt } from './with-outcomes-at.ts';

/** How servers refuse a zone that they do not have. */
const CODES: ReadonlySet<string> = new Set(['ErrorCalendarInvalidTimeZone', 'ErrorTimeZone']);

/** `none`: no zone is named at all. The instants are right without; who moves the appointment sees another clock. */
export type NamedZones = 'known' | 'none';

/** Windows has zones that an old server lacks; they are left out once it is known which. */
export function isZoneKnown(side: SideContext, zones: NamedZones): Required<Pick<MappingContext, 'isZoneKnown'>> {
  const { serverZones } = side.learnt;
  return {
    isZoneKnown: (name) => zones === 'known' && (serverZones === null || serverZones.has(name.toLowerCase())),
  };
}

export interface ZonedWriting<T> {
  readonly write: (items: readonly T[], zones: NamedZones) => Promise<readonly ExchangeWriteOutcome[]>;
  /** A series without its zone would be wrong for half of the year: rather it is not written. */
  readonly needsZone: (item: T) => boolean;
}

/**
 * Writes, and where the server does not have a zone writes the refused items again without it. What was refused as such
 * was certainly not applied; where the refusal may mean anything, the first answer stands unless the second is better.
 */
export async function writeWithKnownZones<T>(
  side: SideContext,
  kind: ItemKind,
  items: readonly T[],
  { write, needsZone }: ZonedWriting<T>,
): Promise<readonly ExchangeWriteOutcome[]> {
  if (kind.itemType !== 'appointments') return write(items, 'none');
  let outcomes = await write(items, 'known');
  const again = async (zones: NamedZones, is: (outcome: ExchangeWriteOutcome) => boolean) => {
    const isKept = (place: number) => zones === 'none' && items.slice(place, place + 1).some(needsZone);
    const places = outcomes.flatMap((outcome, place) => (is(outcome) && !isKept(place) ? [place] : []));
    if (places.length === 0) return;
    const written = await write(
      items.filter((_, place) => places.includes(place)),
      zones,
    );
    outcomes = withOutcomesAt(
      outcomes,
      places,
      written.map((outcome, at) => (isVague(outcome) ? (outcomes[places[at] ?? 0] ?? outcome) : outcome)),
    );
  };
  if (outcomes.some(isRefusal) && (await learnsZones(side))) await again('known', isRefusal);
  await again('none', (outcome) => isRefusal(outcome) || isVague(outcome));
  return outcomes;
}

/** @returns whether something is known now that was not known before */
async function learnsZones(side: SideContext): Promise<boolean> {
  if (side.learnt.serverZones !== null || !isAtLeast(side.channel.version, 'Exchange2010')) return false;
  try {
    const zones = await getServerTimeZones(side.channel);
    if (zones.size === 0) return false;
    side.learnt.serverZones = zones;
    return true;
  } catch (error) {
    if (error instanceof ConnectorError) return false;
    throw error;
  }
}

function isRefusal(outcome: ExchangeWriteOutcome): boolean {
  return outcome.kind === 'failed' && CODES.has(outcome.error.code);
}

function isVague(outcome: ExchangeWriteOutcome): boolean {
  return outcome.kind === 'failed' && refusesVaguely(outcome.error.code);
}
