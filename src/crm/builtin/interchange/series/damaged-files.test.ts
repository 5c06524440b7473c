import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { expand, limitOfExchange, parseTimeZoneId } from '../../../../model/index.ts';
import { groupedByUid, readCalendarFile } from '../calendar-file.ts';
import { ImportTally } from '../import-report.ts';
import { seriesOfEvents } from './series-of-events.ts';

const FOLDER = new URL('../../../../../test/fixtures/icalendar/', import.meta.url);
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ics'))
  .map((name) => readFileSync(new URL(name, FOLDER), 'utf8').split('\n'));
const ROME = parseTimeZoneId('Europe/Rome');
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 200);

const damage = fc.record({
  line: fc.nat({ max: 200 }),
  kind: fc.constantFrom('drop', 'double', 'replace', 'digit'),
  value: fc.constantFrom(
    '',
    '99991231T235959Z',
    '00000000',
    '00010101',
    '20261399',
    'P999999999999D',
    '-P5W',
    'FREQ=YEARLY;INTERVAL=999999;COUNT=999999',
    'FREQ=DAILY;UNTIL=00010101',
    '+9999',
    '20261007T090000,;/,P1D',
  ),
});

it('a damaged file is read or refused with a reason, and its series expands', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FILES), fc.array(damage, { minLength: 1, maxLength: 4 }), (file, damages) => {
      const lines = [...file];
      for (const { line, kind, value } of damages) {
        const at = line % lines.length;
        const text = lines[at] ?? '';
        if (kind === 'drop') lines.splice(at, 1);
        else if (kind === 'double') lines.splice(at, 0, text);
        else if (kind === 'digit') lines[at] = text.replace(/\d(?=\D*$)/, '9');
        else lines[at] = text.replace(/:[^:]*$/, `:${value}`);
      }
      const { events, timeZones } = readCalendarFile(lines.join('\r\n'), new ImportTally());
      const zones = { definitions: timeZones, floatingZone: ROME };
      const answers = groupedByUid(events).map((group) => seriesOfEvents(group.events, zones));
      const accepted = answers.flatMap((read) =>
        read.kind === 'series' && limitOfExchange(read.series) === null ? [read.series] : [],
      );
      const firsts = accepted.map((series) => expand(series, { from: null, until: null, zone: ROME }).next().value);
      expect(firsts).not.toContain(undefined);
    }),
    { numRuns: RUNS },
  );
});
