import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { canUseDebianPackages } from '../../../scripts/lib/debian-packages.mjs';
import type { ExchangeVersion, RunningSimulator } from '../../../simulator/index.ts';
import { startSimulator } from '../../../simulator/index.ts';
import type { Steps } from '../../support/third-party/run-steps.ts';
import { runSteps } from '../../support/third-party/run-steps.ts';

const SCRIPT = fileURLToPath(new URL('../../support/third-party/exchangelib-steps.py', import.meta.url));
/** Debian's packages are for Debian's own interpreter. */
const PYTHON = '/usr/bin/python3';
const MARIO = 'mario.rossi@azienda.example';
const GIULIA = 'giulia.bianchi@azienda.example';

async function withExchange(
  exchangeVersion: ExchangeVersion,
  signIn: 'basic' | 'ntlm' | 'guess',
  look: (steps: Steps, simulator: RunningSimulator) => void,
): Promise<void> {
  const simulator = await startSimulator({ exchangeVersion });
  try {
    const told = {
      url: simulator.ewsUrl,
      user: 'AZIENDA\\svc-raccordo',
      password: 'Servizio-2026',
      mailbox: MARIO,
      colleague: GIULIA,
      signIn,
    };
    look(await runSteps(PYTHON, [SCRIPT], told), simulator);
  } finally {
    await simulator.close();
  }
}

// Loud where the package is missing and cannot be installed.
describe.skipIf(!canUseDebianPackages(['python3-exchangelib']))('python3-exchangelib, impersonating', () => {
  test('finds out version and sign-in, and does everything that it can do with contacts and appointments', async () => {
    await withExchange('Exchange2016', 'guess', (steps, simulator) => {
      expect(steps.get('version')).toEqual({ build: '15.1.2507.6', api: 'Exchange2016' });
      expect(steps.get('folders')).toMatchObject({ contacts: 'IPF.Contact', calendar: 'IPF.Appointment' });
      expect(steps.get('sync contacts from the beginning')).toEqual([]);
      expect(steps.get('read contact')).toEqual({
        given_name: 'Niccolò',
        surname: "Dell'Orto & Figli",
        company_name: 'Azienda <Test>',
        email: ['n.dellorto@esempio.example'],
        phones: { MobilePhone: '+39 333 1234567' },
        city: ['Milano'],
        birthday: '1970-05-17',
        categories: ['CRM', 'Clienti'],
        body: 'Prima riga\nseconda riga',
        stamp: 'crm:1:contact:4711',
      });
      expect(steps.get('change contact')).toEqual({
        job_title: 'Responsabile acquisti',
        phones: { BusinessPhone: '+39 02 1234567' },
        'new change key': true,
        surname: "Dell'Orto & Figli",
      });
      expect(steps.get('search contacts')).toEqual({
        'by surname': 1,
        'by stamp': 1,
        'by category': 1,
        'by nothing': 0,
      });
      expect(steps.get('sync contacts')).toEqual({ changes: [['create', "Dell'Orto & Figli"]], 'nothing twice': 0 });
      expect(steps.get('read and change appointment')).toEqual({
        before: {
          start: '2026-12-03T08:00:00+00:00',
          end: '2026-12-03T09:30:00+00:00',
          zone: 'W. Europe Standard Time',
          html: true,
          type: 'Single',
          reminder: 30,
          stamp: 'crm:1:appointment:88',
        },
        after: { start: '2026-12-03T09:00:00+00:00', subject: 'Visita cliente (spostata)' },
      });
      expect(steps.get('all-day appointment')).toEqual({ start: '2026-12-09', end: '2026-12-11', 'all day': true });
      expectSeries(steps);
      expect(steps.get('meeting')).toEqual({ attendees: [GIULIA], organizer: MARIO, mine: 'Organizer' });
      expect(simulator.outbox.all().map(({ kind, from, to }) => [kind, from, ...to])).toEqual([
        ['invitation', MARIO, GIULIA],
      ]);
      expect(steps.get('server time zones')).toEqual({
        'W. Europe Standard Time': [2, 1, 1],
        'Eastern Standard Time': [2, 1, 1],
      });
      expect(steps.get('free and busy')).toEqual([[['Busy', '2026-12-03T10:00:00', '2026-12-03T11:30:00']]]);
      expect(steps.get('resolve names')).toEqual([GIULIA]);
      expect(steps.get('delegates')).toEqual([]);
      expect(steps.get('delete')).toEqual({
        contacts: 0,
        trash: ['Visita cliente (spostata)'],
        changes: ['create', 'delete', 'delete'],
      });
      expect(new Set(simulator.requests.all().flatMap(({ mailbox }) => mailbox ?? []))).toContain(MARIO);
    });
  });

  test.each(['Exchange2010_SP2', 'Exchange2013_SP1'] as const)(
    'the same against %s, signed in with NTLM',
    async (version) => {
      await withExchange(version, 'ntlm', (steps, simulator) => {
        expect(steps.get('version')).toMatchObject({ api: version });
        expect(steps.get('read contact')).toMatchObject({ surname: "Dell'Orto & Figli", birthday: '1970-05-17' });
        expect(steps.get('all-day appointment')).toMatchObject({ start: '2026-12-09', end: '2026-12-11' });
        expectSeries(steps);
        expect(steps.get('delete')).toMatchObject({ changes: ['create', 'delete', 'delete'] });
        expect(new Set(simulator.requests.all().flatMap(({ signedInWith }) => signedInWith ?? []))).toEqual(
          new Set(['ntlm']),
        );
      });
    },
  );
});

function expectSeries(steps: Steps): void {
  expect(steps.get('read series')).toEqual({
    type: 'RecurringMaster',
    weekdays: [5],
    number: 5,
    first: '2026-12-04T08:00:00+00:00',
    last: '2027-01-01T08:00:00+00:00',
    modified: null,
    deleted: null,
  });
  expect(steps.get('exception and deletion')).toEqual({
    modified: ['2026-12-11T08:00:00+00:00', '2026-12-10T14:00:00+00:00'],
    deleted: ['2026-12-18T08:00:00+00:00'],
    exception: ['Exception', 'Riunione straordinaria'],
    'new change key': true,
    'master of the exception': true,
  });
  expect(steps.get('calendar view')).toEqual([
    ['Single', 'Visita cliente (spostata)', '2026-12-03'],
    ['Occurrence', 'Riunione', '2026-12-04'],
    ['Single', 'Fiera', '2026-12-09'],
    ['Exception', 'Riunione straordinaria', '2026-12-10'],
    ['Occurrence', 'Riunione', '2026-12-25'],
    ['Occurrence', 'Riunione', '2027-01-01'],
  ]);
  expect(steps.get('occurrence that is deleted or does not exist')).toEqual([
    'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
    'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
  ]);
  expect(steps.get('change whole series')).toEqual(['Sala grande', 'Sala grande', 'Riunione straordinaria']);
  expect(steps.get('sync calendar')).toEqual([
    ['create', 'RecurringMaster'],
    ['create', 'Single'],
    ['create', 'Single'],
  ]);
}
