import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../../../../../simulator/index.ts';
import { startSimulator } from '../../../../../simulator/index.ts';
import { envelope, MARIO, rawPost } from '../../../../../simulator/testing/ews-conversation.ts';
import type { Appointment, Fields, Series, TimeZoneId } from '../../../../model/index.ts';
import {
  epochSeconds,
  instantFromEpochSeconds,
  limitOfExchange,
  parseTimeZoneId,
  regularTime,
  startOfDay,
} from '../../../../model/index.ts';
import { arbitrarySeries } from '../../../../model/recurrence/testing/arbitrary-series.ts';
import { allOf } from '../../testing/canned-channel.ts';
import { itemIdElement, readItemId } from '../../wire/item-id.ts';
import { fieldPath } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText } from '../../xml/element.ts';
import { readXml } from '../../xml/read.ts';
import { ITEM_KINDS } from '../item-kind.ts';
import { itemPaths } from '../item-shape.ts';
import { itemUpdates, newItem } from '../item-to-wire.ts';
import { momentOf } from './changes-of-series.ts';
import { exceptionFromWire } from './exception-from-wire.ts';
import type { OccurrenceWrite } from './exception-writes.ts';
import { exceptionWrites } from './exception-writes.ts';
import { readNamedOccurrence } from './named-occurrence.ts';
import type { NotReadable } from './not-readable.ts';
import { isNotReadable } from './not-readable.ts';
import { recurrenceToWire } from './recurrence-to-wire.ts';
import { seriesFromWire } from './series-from-wire.ts';
import { occurrencesOf } from './testing/told-series.ts';

/** More by hand: RACCORDO_CASES=1000. */
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 20);
const VERSION = 'Exchange2016';
const KIND = ITEM_KINDS.appointments;
const REGULAR = { subject: 'Riunione', location: 'Sala 1', reminderMinutes: 15 };

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

it('a series that is written to a server with its exceptions is there as it was meant', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrarySeries, async (series) => {
      fc.pre(limitOfExchange(series) === null);
      const homeZone = series.time.kind === 'timed' ? series.time.zone : parseTimeZoneId('Europe/Rome');
      const fields: Appointment = { ...REGULAR, time: firstTime(series) };
      const id = await create(series, fields, homeZone);
      const regular = await readMaster(id, homeZone);
      expect(regular.told.modified).toEqual([]);
      const result = exceptionWrites(regular.told, series, fields);
      if (result.kind === 'masterFirst') throw new Error(result.reason);
      for (const write of result.writes) await apply(write, regular, homeZone);
      const { element, told } = await readMaster(id, homeZone);
      const items = await Promise.all(told.modified.map(({ ref }) => get(itemIdElement(ref).markup)));
      const master = { element, series: told.series };
      const exceptions = items.map((item) => readable(exceptionFromWire(item, master, { version: VERSION, homeZone })));
      const back: Series = { ...told.series, exceptions };
      expect(occurrencesOf(back, REGULAR as never)).toEqual(occurrencesOf(series, REGULAR as never));
      // What is there as it was meant needs no more writes.
      expect(exceptionWrites({ ...told, series: back }, series, fields)).toEqual({ kind: 'occurrences', writes: [] });
    }),
    { numRuns: RUNS },
  );
});

async function create(series: Series, fields: Appointment, homeZone: TimeZoneId): Promise<string> {
  const create = { fields: { ...fields } as unknown as Fields, stamp: null, addCategories: [], uid: null };
  const item = newItem(create, KIND, { version: VERSION, homeZone }).markup;
  const { time } = series;
  const startDate = (time.kind === 'timed' ? time.start.slice(0, 10) : time.startDate) as never;
  const recurrence = recurrenceToWire(series.recurrence, startDate, VERSION)?.markup ?? '';
  const place = item.indexOf('<t:StartTimeZone');
  const answer = await send(
    `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items>${item.slice(0, place)}${recurrence}${item.slice(place)}</m:Items></m:CreateItem>`,
  );
  return readItemId(allOf(answer, 'CalendarItem')[0])?.id ?? '';
}

async function readMaster(id: string, homeZone: TimeZoneId) {
  const element = await get(itemIdElement({ id, changeKey: null }).markup);
  return { element, told: readable(seriesFromWire(element, { homeZone })) };
}

async function get(id: string): Promise<XmlElement> {
  const paths = [
    ...itemPaths(KIND, VERSION, { searchKeysKnown: true, refusedPaths: new Map() }),
    ...['calendar:ModifiedOccurrences', 'calendar:OriginalStart'].map(fieldPath),
  ];
  const answer = await send(
    `<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:BodyType>Text</t:BodyType><t:AdditionalProperties>${paths.map(({ markup }) => markup).join('')}</t:AdditionalProperties></m:ItemShape><m:ItemIds>${id}</m:ItemIds></m:GetItem>`,
  );
  const [item] = allOf(answer, 'CalendarItem');
  if (item === undefined) throw new Error('no item');
  return item;
}

async function apply(
  write: OccurrenceWrite,
  { element, told: { series } }: Awaited<ReturnType<typeof readMaster>>,
  homeZone: TimeZoneId,
): Promise<void> {
  const moment = momentOf(series, write.originalStart);
  const around = epochSeconds(
    moment?.includes('T') === true ? (moment as never) : startOfDay(moment as never, homeZone),
  );
  const [from, until] = [-3, 3].map((days) => instantFromEpochSeconds(around + days * 86_400));
  const found = await send(
    `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${fieldPath('calendar:OriginalStart').markup}${fieldPath('calendar:UID').markup}</t:AdditionalProperties></m:ItemShape><m:CalendarView StartDate="${from}" EndDate="${until}"/><m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindItem>`,
  );
  const occurrence = allOf(found, 'CalendarItem').find((item) => {
    // Series of earlier cases may have an occurrence there, too.
    if (childText(item, 'UID') !== childText(element, 'UID')) return false;
    const named = readNamedOccurrence(item, 'OriginalStart', series, element, homeZone);
    return !isNotReadable(named) && momentOf(series, named.originalStart) === moment;
  });
  const ref = readItemId(occurrence);
  if (ref === null) throw new Error(`no occurrence at ${moment}`);
  if (write.kind === 'delete') {
    await send(
      `<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone"><m:ItemIds>${itemIdElement(ref).markup}</m:ItemIds></m:DeleteItem>`,
    );
    return;
  }
  const update = { ref, changes: write.changes as unknown as Fields, categories: null, stamp: null };
  const updates = itemUpdates(update, KIND, { version: VERSION, homeZone, foreignEmailSlots: [] });
  await send(
    `<m:UpdateItem ConflictResolution="NeverOverwrite" MessageDisposition="SaveOnly" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges><t:ItemChange>${itemIdElement(ref).markup}<t:Updates>${updates.map(({ markup }) => markup).join('')}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
  );
}

async function send(body: string): Promise<XmlElement> {
  const { text } = await rawPost(simulator.ewsUrl, envelope(VERSION, body), { Authorization: MARIO });
  const answer = readXml(text);
  const refused = allOf(answer, 'ResponseCode').find((code) => code.text !== 'NoError');
  if (refused !== undefined) throw new Error(`${refused.text}: ${text}`);
  return answer;
}

function firstTime(series: Series): Appointment['time'] {
  const { time } = series;
  const first = time.kind === 'timed' ? { local: time.start, zone: time.zone } : { date: time.startDate };
  const regular = regularTime(series, first);
  if (regular === null) throw new Error('a series without its first occurrence');
  return regular;
}

function readable<T>(value: T | NotReadable): T {
  if (isNotReadable(value)) throw new Error(JSON.stringify(value));
  return value;
}
