import { describe, expect, it } from 'vitest';
import type { ExchangeItem, ExchangeSide, ExchangeUpdate } from '../../exchange/port.ts';
import type { CalendarDate, Fields, TimeZoneId } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import { at, changed, DELETED, weekly } from '../../sync/testing/series.ts';
import { createMemoryCrm } from '../testing/memory-crm.ts';
import type { MemoryExchange, StoredItem } from '../testing/memory-exchange.ts';
import { createMemoryExchange } from '../testing/memory-exchange.ts';
import { appointment } from '../testing/people.ts';
import { asCrmKeepsSeries } from './as-crm-keeps-series.ts';

const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];

interface Scene {
  readonly mailbox: MemoryExchange;
  readonly series: StoredItem;
  readonly side: ExchangeSide;
  /** One occurrence as it stands now. */
  occurrence(day: string): Promise<ExchangeItem>;
}

function scene(): Scene {
  const mailbox = createMemoryExchange('appointments');
  const time = weekly({ range: { kind: 'numbered', occurrences: 3 } });
  const series = mailbox.put({ subject: 'Riunione', time });
  const crm = createMemoryCrm('appointments', { recurrence: 'none' });
  const { exchange: side } = asCrmKeepsSeries({ exchange: mailbox, crm }, 'appointments', () => ({
    horizon: { from: '2026-11-01' as CalendarDate, until: '2027-06-01' as CalendarDate },
    zone: 'Europe/Rome' as TimeZoneId,
    managedCategories: ['CRM'],
    known: async () => [],
  }));
  return {
    mailbox,
    series,
    side,
    async occurrence(day) {
      const [read] = await side.read('appointments', [`${series.id}#${day}`]);
      if (read?.kind !== 'found') throw new Error(`no occurrence on ${day}`);
      return read.item;
    },
  };
}

function update({ id, changeKey }: Pick<ExchangeItem, 'id' | 'changeKey'>, changes: Fields): ExchangeUpdate {
  return { ref: { id, changeKey }, changes, categories: null, stamp: 'a stamp' };
}

describe('a write to an occurrence', () => {
  it('is done in the order of the batch, beside what is written to single appointments', async () => {
    const { mailbox, series, side, occurrence } = scene();
    const single = mailbox.put(appointment('Alone', 3));
    const outcomes = await side.update(
      'appointments',
      [
        update(await occurrence(MON1), { location: 'one' }),
        update(single, { location: 'alone' }),
        update(await occurrence(MON2), { location: 'two' }),
      ],
      'neverOverwrite',
    );
    expect(outcomes.map((outcome) => outcome.kind === 'done' && outcome.ref.id)).toEqual([
      `${series.id}#${MON1}`,
      single.id,
      `${series.id}#${MON2}`,
    ]);
    expect(series.fields['occurrences']).toEqual({
      [MON1]: changed({ location: 'one' }),
      [MON2]: changed({ location: 'two' }),
    });
    expect(single).toMatchObject({ stamp: 'a stamp', fields: { location: 'alone' } });
    expect(series.stamp).toBeNull();
  });

  it('stays done when the server refuses what comes after it, and of that nothing more is asked', async () => {
    const { mailbox, series, side, occurrence } = scene();
    const other = mailbox.put({ subject: 'Visita', time: weekly() });
    const [first, second] = [await occurrence(MON1), await occurrence(MON2)];
    const [read] = await side.read('appointments', [`${other.id}#${MON1}`]);
    if (read?.kind !== 'found') throw new Error('no occurrence');
    const busy = new ConnectorError({ code: 'ErrorServerBusy', disposition: 'backoff', message: 'busy' });
    const readAll = mailbox.read;
    mailbox.read = async (type, ids) => {
      if (ids.includes(other.id)) throw busy;
      return readAll(type, ids);
    };
    const changes = { location: 'one' };
    const updates = [update(first, changes), update(read.item, changes), update(second, changes)];
    expect(await side.update('appointments', updates, 'neverOverwrite')).toMatchObject([
      { kind: 'done' },
      { kind: 'failed', error: busy },
      { kind: 'failed', error: busy },
    ]);
    expect(series.fields['occurrences']).toEqual({ [MON1]: changed(changes) });
  });

  it('is done although the server refuses to tell what came of it', async () => {
    const { mailbox, side, occurrence } = scene();
    const updates = [update(await occurrence(MON1), { location: 'one' })];
    const { read, update: write } = mailbox;
    mailbox.update = async (type, items, resolution) => {
      mailbox.read = async () => {
        throw new ConnectorError({ code: 'ErrorServerBusy', disposition: 'backoff', message: 'busy' });
      };
      return write(type, items, resolution);
    };
    expect(await side.update('appointments', updates, 'neverOverwrite')).toMatchObject([{ kind: 'done' }]);
    mailbox.read = read;
    expect((await occurrence(MON1)).fields['location']).toBe('one');
  });

  it('may have been carried out when the server cannot be reached', async () => {
    const { mailbox, side, occurrence } = scene();
    const first = await occurrence(MON1);
    const gone = new ConnectorError({ code: 'timeout', disposition: 'retry', message: 'no answer' });
    mailbox.update = async () => {
      throw gone;
    };
    expect(await side.update('appointments', [update(first, { location: 'one' })], 'neverOverwrite')).toMatchObject([
      { kind: 'unknown', error: gone },
    ]);
  });

  it('is refused where the occurrence changed since it was read, and not where another one did', async () => {
    const { mailbox, series, side, occurrence } = scene();
    const [first, second] = [await occurrence(MON1), await occurrence(MON2)];
    mailbox.edit(series.id, { occurrences: { [MON1]: changed({ time: at(MON1, 12) }) } });
    const updates = [update(first, { location: 'one' }), update(second, { location: 'two' })];
    const outcomes = await side.update('appointments', updates, 'neverOverwrite');
    expect(outcomes.map(({ kind }) => kind)).toEqual(['conflict', 'done']);
    expect((await side.delete('appointments', [first], 'permanent')).map(({ kind }) => kind)).toEqual(['conflict']);
    expect(series.fields['occurrences']).toEqual({
      [MON1]: changed({ time: at(MON1, 12) }),
      [MON2]: changed({ location: 'two' }),
    });
  });

  it('goes over a change where the profile says so', async () => {
    const { mailbox, series, side, occurrence } = scene();
    const first = await occurrence(MON1);
    mailbox.edit(series.id, { occurrences: { [MON1]: changed({ location: 'theirs' }) } });
    const outcomes = await side.update('appointments', [update(first, { location: 'ours' })], 'alwaysOverwrite');
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done']);
    expect(series.fields['occurrences']).toEqual({ [MON1]: changed({ location: 'ours' }) });
  });

  it('tells the version that it made, and none where somebody changed the series before it was read again', async () => {
    const { mailbox, series, side, occurrence } = scene();
    const [calm] = await side.update(
      'appointments',
      [update(await occurrence(MON1), { location: 'one' })],
      'neverOverwrite',
    );
    expect(calm).toMatchObject({ kind: 'done', ref: { changeKey: (await occurrence(MON1)).changeKey } });
    const second = await occurrence(MON2);
    const { read } = mailbox;
    let reads = 0;
    mailbox.read = (type, ids) => {
      reads += 1;
      if (reads === 2) mailbox.edit(series.id, { occurrences: { [MON2]: changed({ location: 'theirs' }) } });
      return read(type, ids);
    };
    const [hurried] = await side.update('appointments', [update(second, { location: 'ours' })], 'neverOverwrite');
    expect(hurried?.kind === 'done' && hurried.ref.changeKey).not.toBe((await occurrence(MON2)).changeKey);
  });

  it('of a mark alone is none', async () => {
    const { mailbox, side, occurrence } = scene();
    const first = await occurrence(MON1);
    mailbox.calls.clear();
    const { id, changeKey } = first;
    expect(await side.update('appointments', [update(first, {})], 'neverOverwrite')).toEqual([
      { kind: 'done', ref: { id, changeKey } },
    ]);
    expect([...mailbox.calls]).toEqual([]);
  });

  it('that is gone is missing', async () => {
    const { mailbox, series, side, occurrence } = scene();
    const [first, second] = [await occurrence(MON1), await occurrence(MON2)];
    mailbox.edit(series.id, { occurrences: { [MON1]: DELETED } });
    const outcomes = await side.delete('appointments', [first, second], 'deletedItems');
    expect(outcomes.map(({ kind }) => kind)).toEqual(['missing', 'done']);
    expect(series.fields['occurrences']).toEqual({ [MON1]: DELETED, [MON2]: DELETED });
    expect((await occurrence(MON3)).fields['subject']).toBe('Riunione');
  });
});
