import type { Instant, OriginalStart, TimeZoneId } from '../../../../model/index.ts';
import { epochSeconds, instantFromEpochSeconds, regularTime, startOfDay } from '../../../../model/index.ts';
import type { ExchangeItemRef } from '../../../port.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import { momentOf } from '../../mapping/recurrence/changes-of-series.ts';
import { readNamedOccurrence } from '../../mapping/recurrence/named-occurrence.ts';
import { isNotReadable } from '../../mapping/recurrence/not-readable.ts';
import { findInCalendar, shownIn } from '../../operations/find-in-calendar.ts';
import { answerError, errorOf } from '../../wire/item-error.ts';
import { readItemId } from '../../wire/item-id.ts';
import { fieldPath } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText, findChild } from '../../xml/element.ts';
import { inFolder } from '../in-folder.ts';
import type { SideContext } from '../side-context.ts';
import type { Master } from './item-with-series.ts';

export interface FoundOccurrence {
  readonly ref: ExchangeItemRef;
  /** Whether the calendar has it as an exception: somebody changed it. */
  readonly isException: boolean;
}

/** Covers every zone in which a day may begin, and what a server's clock differs from ours. */
const MARGIN_S = 36 * 3600;
const PATHS = ['UID', 'CalendarItemType', 'Start', 'OriginalStart'].map((name) => fieldPath(`calendar:${name}`));

/**
 * An occurrence of a series by its original start. One that nobody changed has no item of its own, and numbers move
 * when somebody changes the rule.
 * @returns `null` where the calendar does not show it, or not without doubt
 * @throws ConnectorError when the calendar cannot be read
 */
export async function findOccurrence(
  side: SideContext,
  kind: ItemKind,
  master: Master,
  originalStart: OriginalStart,
): Promise<FoundOccurrence | null> {
  const moment = momentOf(master.told.series, originalStart);
  const around = momentsAround(side, master, originalStart);
  if (moment === null || around === null) return null;
  const message = await inFolder(side, kind.folder, async (folder) => {
    const [answer] = await findInCalendar(side.channel, { folder, ...around, paths: PATHS });
    if (answer === undefined) throw answerError('response_incomplete', 'FindItem was answered without a message.');
    if (answer.class === 'error') throw errorOf(answer);
    return answer;
  });
  const masterId = readItemId(master.element)?.id;
  const uid = childText(master.element, 'UID')?.trim();
  const found = shownIn(message).flatMap((item) => {
    const ref = readItemId(item);
    // A server that shows the master here would have all of it written.
    if (ref === null || ref.id === masterId || childText(item, 'UID')?.trim() !== uid) return [];
    const named = readNamedOccurrence(item, startPart(item), master.told.series, master.element, side.homeZone);
    if (isNotReadable(named) || momentOf(master.told.series, named.originalStart) !== moment) return [];
    return [{ ref, isException: childText(item, 'CalendarItemType')?.trim() === 'Exception' }];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Some servers name the original start of what was moved only. */
function startPart(item: XmlElement): string {
  return findChild(item, 'OriginalStart') === undefined ? 'Start' : 'OriginalStart';
}

function momentsAround(
  { homeZone }: SideContext,
  { told: { series } }: Master,
  originalStart: OriginalStart,
): { readonly from: Instant; readonly until: Instant } | null {
  const time = regularTime(series, originalStart);
  if (time === null) return null;
  const start = time.kind === 'timed' ? time.start : startOfDay(time.startDate, homeZone ?? ('UTC' as TimeZoneId));
  const [from = start, until = start] = [-MARGIN_S, MARGIN_S].map((seconds) =>
    instantFromEpochSeconds(epochSeconds(start) + seconds),
  );
  return { from, until };
}
