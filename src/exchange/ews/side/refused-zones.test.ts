import { describe, expect, it } from 'vitest';
import { parseTimeZoneId } from '../../../model/index.ts';
import { createEwsSide } from '../ews-side.ts';
import type { RequestVersion } from '../soap/channel.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';

const KNOWN = ['UTC', 'W. Europe Standard Time', 'West Asia Standard Time'];
const ZONES = responseOf('GetServerTimeZones', [
  success(
    'GetServerTimeZones',
    `<m:TimeZoneDefinitions>${KNOWN.map((id) => `<t:TimeZoneDefinition Id="${id}" Name="x"/>`).join('')}</m:TimeZoneDefinitions>`,
  ),
]);
const SINGLE = '<m:Items><t:CalendarItem><t:ItemId Id="I"/></t:CalendarItem></m:Items>';
const zonesOf = ({ element }: SentRequest) =>
  ['StartTimeZone', 'MeetingTimeZone'].flatMap((name) =>
    allOf(element, name).map(({ attributes }) => attributes.Id ?? attributes.TimeZoneName),
  );

/** A server of some years ago: Qyzylorda became a zone of Windows in 2019. */
function oldServer(version: RequestVersion, home: string, zones: string = ZONES) {
  const channel = cannedChannel(version, (request) => {
    if (request.operation === 'GetServerTimeZones') return zones;
    if (request.operation === 'GetItem') return responseOf('GetItem', [success('GetItem', SINGLE)]);
    const items = allOf(request.element, 'CalendarItem');
    return responseOf(
      request.operation,
      items.map((item, index) => {
        const zone = ['StartTimeZone', 'MeetingTimeZone'].flatMap((name) => allOf(item, name))[0]?.attributes;
        const name = zone?.Id ?? zone?.TimeZoneName;
        return name === undefined || KNOWN.includes(name)
          ? success(request.operation, `<m:Items><t:CalendarItem><t:ItemId Id="${index}"/></t:CalendarItem></m:Items>`)
          : failure(request.operation, 'ErrorCalendarInvalidTimeZone');
      }),
    );
  });
  return { channel, side: createEwsSide(channel, { mailbox: 'a@example.it', homeZone: parseTimeZoneId(home) }) };
}

const timed = (zone: string) => ({
  fields: { time: { kind: 'timed', start: '2026-03-01T08:00:00Z', end: '2026-03-01T09:00:00Z', zone } },
  stamp: 's',
  addCategories: [],
  uid: null,
});
const ALL_DAY = {
  fields: { time: { kind: 'allDay', startDate: '2026-03-01', endDate: '2026-03-02' } },
  stamp: 's',
  addCategories: [],
  uid: null,
};

describe('a zone that the server does not have', () => {
  it('is left out once the server has told its zones, and those that it has are kept', async () => {
    const { channel, side } = oldServer('Exchange2010', 'Europe/Rome');
    const outcomes = await side.create('appointments', [timed('Asia/Qyzylorda'), timed('Europe/Berlin')]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(channel.sent.map((request) => [request.operation, zonesOf(request)])).toEqual([
      ['CreateItem', ['Qyzylorda Standard Time', 'W. Europe Standard Time']],
      ['GetServerTimeZones', []],
      // Only what was refused is sent again.
      ['CreateItem', []],
    ]);
    await side.create('appointments', [timed('Asia/Qyzylorda')]);
    expect(channel.sent).toHaveLength(4);
  });

  it('makes an all-day appointment one of UTC, whose midnights the server knows', async () => {
    const { channel, side } = oldServer('Exchange2013', 'Asia/Qyzylorda');
    expect(await side.create('appointments', [ALL_DAY])).toMatchObject([{ kind: 'done' }]);
    const [start] = allOf(channel.sent.at(-1)?.element ?? ({} as never), 'Start');
    expect(start?.text).toBe('2026-03-01T00:00:00Z');
  });

  it.each([
    ['Exchange 2007, which does not tell its zones', 'Exchange2007_SP1', ZONES],
    [
      'a server that refuses to tell',
      'Exchange2010',
      responseOf('GetServerTimeZones', [failure('GetServerTimeZones', 'ErrorInvalidRequest')]),
    ],
    ['a server that has it by its own account', 'Exchange2010', ZONES.replace('UTC', 'Qyzylorda Standard Time')],
  ] as const)('is left out of that item by %s', async (_, version, zones) => {
    const { channel, side } = oldServer(version, 'Europe/Rome', zones);
    const update = {
      ref: { id: 'I', changeKey: 'C' },
      changes: timed('Asia/Qyzylorda').fields,
      categories: null,
      stamp: null,
    };
    expect(await side.update('appointments', [update], 'neverOverwrite')).toMatchObject([{ kind: 'done' }]);
    expect(zonesOf(channel.sent.at(-1) ?? ({} as never))).toEqual([]);
    expect(channel.sent.filter(({ operation }) => operation === 'UpdateItem').length).toBeLessThanOrEqual(3);
  });
});
