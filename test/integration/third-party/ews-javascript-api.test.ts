import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ExchangeVersion } from '../../../simulator/index.ts';
import { startSimulator } from '../../../simulator/index.ts';
import { runSteps } from '../../support/third-party/run-steps.ts';

const SCRIPT = fileURLToPath(new URL('../../support/third-party/ews-javascript-api-steps.mjs', import.meta.url));
const MARIO = 'mario.rossi@azienda.example';
const GIULIA = 'giulia.bianchi@azienda.example';

test.each<readonly ['basic' | 'ntlm', ExchangeVersion]>([
  ['basic', 'Exchange2013_SP1'],
  ['ntlm', 'Exchange2013_SP1'],
  ['basic', 'Exchange2010_SP2'],
  ['basic', 'Exchange2007_SP1'],
])(
  'with %s, ews-javascript-api does everything with contacts, appointments and a series (%s)',
  async (signIn, version) => {
    const simulator = await startSimulator({ exchangeVersion: version });
    try {
      const told = {
        url: simulator.ewsUrl,
        user: 'AZIENDA\\mario.rossi',
        password: 'Rossi-2026',
        colleague: GIULIA,
        signIn,
        version,
      };
      const steps = await runSteps(process.execPath, [SCRIPT], told);

      expect(steps.get('folders')).toContain('Contacts');
      expect(steps.get('folder hierarchy')).toBe(11);
      expect(steps.get('an ampersand that is not escaped')).toBe('refused');
      expect(steps.get('read contact')).toEqual({
        givenName: 'Niccolò',
        surname: "Dell'Orto",
        companyName: 'Azienda Test',
        email: 'n.dellorto@esempio.example',
        mobile: '+39 333 1234567',
        city: 'Milano',
        categories: ['CRM', 'Clienti'],
        body: 'Prima riga\nseconda riga',
        stamp: 'crm:1:contact:4711',
      });
      expect(steps.get('change contact')).toEqual({
        jobTitle: 'Responsabile acquisti',
        mobile: '+39 333 1234567',
        phone: '+39 02 1234567',
        newChangeKey: true,
      });
      expect(steps.get('search contacts')).toEqual({ bySurname: 1, byStamp: 1, byNothing: 0 });
      expect(steps.get('sync contacts')).toEqual({ first: ['Create'], second: [] });
      expect(steps.get('read and change appointment')).toEqual({
        before: {
          start: '2026-12-03T08:00:00.000Z',
          end: '2026-12-03T09:30:00.000Z',
          zone: 'W. Europe Standard Time',
          type: 'Single',
          body: 'Portare il contratto',
          reminder: 30,
          stamp: 'crm:1:appointment:88',
        },
        after: { start: '2026-12-03T09:00:00.000Z', subject: 'Visita cliente (spostata)' },
      });
      expect(steps.get('stale change key')).toBe('ErrorIrresolvableConflict');
      expect(steps.get('read series')).toEqual({
        type: 'RecurringMaster',
        start: '2026-12-04T08:00:00.000Z',
        zone: 'W. Europe Standard Time',
        interval: 1,
        days: ['Friday'],
        number: 5,
        first: '2026-12-04T08:00:00.000Z',
        last: '2027-01-01T08:00:00.000Z',
      });
      expect(steps.get('exception and deletion')).toEqual({
        occurrence: { type: 'Occurrence', start: '2026-12-11T08:00:00.000Z' },
        modified: ['2026-12-11T08:00:00.000Z', '2026-12-10T14:00:00.000Z'],
        deleted: ['2026-12-18T08:00:00.000Z'],
        exception: ['Exception', 'Riunione straordinaria'],
        sameMaster: true,
      });
      expect(steps.get('calendar view')).toEqual([
        ['Single', 'Visita cliente (spostata)', '2026-12-03'],
        ['Occurrence', 'Riunione', '2026-12-04'],
        ['Exception', 'Riunione straordinaria', '2026-12-10'],
        ['Occurrence', 'Riunione', '2026-12-25'],
        ['Occurrence', 'Riunione', '2027-01-01'],
      ]);
      expect(steps.get('occurrence that is deleted or does not exist')).toEqual([
        'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
        'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
      ]);
      expect(steps.get('change whole series')).toEqual(['Sala grande', 'Sala grande', 'Riunione straordinaria']);
      expect(steps.get('sync calendar')).toEqual(['Create', 'Create']);
      expect(steps.get('meeting')).toEqual({ attendees: [GIULIA], organizer: MARIO, isMeeting: true });
      expect(simulator.outbox.all().map(({ kind, from, to }) => [kind, from, ...to])).toEqual([
        ['invitation', MARIO, GIULIA],
      ]);
      expect(steps.get('resolve name')).toEqual([GIULIA]);
      expect(steps.get('delete')).toEqual({
        contacts: ['Delete'],
        calendar: ['Create', 'Delete', 'Delete'],
        gone: 'ErrorItemNotFound',
      });

      const used = simulator.requests.all().flatMap(({ signedInWith }) => signedInWith ?? []);
      expect(new Set(used)).toEqual(new Set([signIn]));
    } finally {
      await simulator.close();
    }
  },
);
