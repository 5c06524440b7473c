import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from './index.ts';
import { startSimulator } from './index.ts';

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const HOUR_MS = 3_600_000;
const COUNT = 12;

const step = fc.record({
  what: fc.constantFrom('rename' as const, 'move' as const, 'delete' as const, 'renameSeries' as const),
  nth: fc.integer({ min: 0, max: COUNT - 1 }),
  hours: fc.integer({ min: -6, max: 6 }),
});

const series = fc.record({
  zone: fc.constantFrom(
    'W. Europe Standard Time',
    'New Zealand Standard Time',
    'Nepal Standard Time',
    'UTC',
    'Lord Howe Standard Time',
  ),
  interval: fc.integer({ min: 1, max: 5 }),
  /** Around the days on which clocks change. */
  startDay: fc.constantFrom('2027-03-25', '2027-04-01', '2027-09-24', '2027-10-01', '2027-10-28'),
  hour: fc.integer({ min: 7, max: 16 }),
});

test('whatever happens to single occurrences, the others stay where they are and each keeps its own', () => {
  const mailbox = simulator.mailbox('mario.rossi@azienda.example');
  fc.assert(
    fc.property(series, fc.array(step, { maxLength: 15 }), ({ zone, interval, startDay, hour }, steps) => {
      const at = (hours: number) => `${startDay}T${String(hours).padStart(2, '0')}:00:00`;
      const { id } = mailbox.addXml(
        'calendar',
        `<t:CalendarItem><t:Subject>Serie</t:Subject><t:Start>${at(hour)}</t:Start><t:End>${at(hour + 1)}</t:End><t:Recurrence><t:DailyRecurrence><t:Interval>${interval}</t:Interval></t:DailyRecurrence><t:NumberedRecurrence><t:StartDate>${startDay}</t:StartDate><t:NumberOfOccurrences>${COUNT}</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence><t:StartTimeZone Id="${zone}"/></t:CalendarItem>`,
      );
      const shown = () => mailbox.occurrences(id, '2027-01-01T00:00:00Z', '2028-12-31T00:00:00Z');
      const told = () =>
        shown().map((each) => ({
          id: each.id,
          label: each.label,
          start: each.fields['Start'],
          own: each.fields['OriginalStart'],
        }));
      const model = told();
      expect(model).toHaveLength(COUNT);
      let name = 'Serie';
      const renamed = new Set<string>();
      for (const { what, nth, hours } of steps) {
        const one = model[nth];
        if (what === 'renameSeries') {
          name = `Serie ${nth}`;
          mailbox.change(id, { Subject: name });
          for (const each of model) if (!renamed.has(each.id)) each.label = name;
        } else if (one === undefined) continue;
        else if (what === 'delete' && model.length > 1) {
          mailbox.delete(one.id);
          model.splice(nth, 1);
        } else if (what === 'rename') {
          mailbox.change(one.id, { Subject: `Da sola ${hours}` });
          one.label = `Da sola ${hours}`;
          renamed.add(one.id);
        } else if (what === 'move') {
          const start = Date.parse(String(one.own)) + hours * HOUR_MS;
          const iso = (ms: number) => new Date(ms).toISOString().replace('.000', '');
          mailbox.change(one.id, { Start: iso(start), End: iso(start + HOUR_MS) });
          one.start = iso(start);
        }
        expect(told()).toEqual(model);
      }
      mailbox.delete(id, 'HardDelete');
      expect(mailbox.findItem(model[0]?.id ?? '')).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});
