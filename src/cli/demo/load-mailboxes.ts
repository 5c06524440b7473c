import type { RunningSimulator } from '../../../simulator/index.ts';
import type { SampleWorld } from '../../demo/sample-data/index.ts';
import { connectEws } from '../../exchange/ews/index.ts';
import type { ExchangeCreate, ExchangeSide } from '../../exchange/port.ts';
import type { Fields, ItemType } from '../../model/index.ts';
import { parseTimeZoneId } from '../../model/index.ts';
import { distributionListXml, isMeeting, meetingXml } from './exchange-only-items.ts';

/**
 * Fills the simulated mailboxes, each signed in as its owner over EWS, as Outlook would have. Meetings and
 * contact groups, which the connector never makes, are put in directly.
 */
export async function loadMailboxes(
  simulator: RunningSimulator,
  world: SampleWorld,
  onProgress: (done: number) => void,
): Promise<void> {
  let done = 0;
  for (const { name, email, timeZone } of world.users) {
    const side = signIn(simulator, name, email, timeZone);
    const contacts = world.mailboxContacts
      .filter(({ mailbox }) => mailbox === name)
      .map(({ contact }) => contact as Fields);
    const appointments = world.mailboxAppointments
      .filter(({ mailbox }) => mailbox === name)
      .map(({ appointment }) => appointment);
    await createAll(side, 'contacts', contacts);
    await createAll(
      side,
      'appointments',
      appointments.filter((appointment) => !isMeeting(appointment)) as unknown as readonly Fields[],
    );
    await side.close();
    const mailbox = simulator.mailbox(email);
    for (const appointment of appointments.filter(isMeeting)) {
      mailbox.addXml('calendar', meetingXml(appointment, email));
    }
    for (const list of world.distributionLists.filter((candidate) => candidate.mailbox === name)) {
      mailbox.addXml('contacts', distributionListXml(list));
    }
    done += contacts.length + appointments.length;
    onProgress(done);
  }
}

function signIn(simulator: RunningSimulator, name: string, mailbox: string, timeZone: string): ExchangeSide {
  const login = simulator.users.find(({ user }) => user === name);
  return connectEws({
    url: simulator.ewsUrl,
    mailbox,
    credentials: { kind: 'password', user: name, domain: null, password: login?.password ?? '' },
    access: 'own',
    signIn: 'basic',
    exchangeVersion: 'auto',
    tls: { certificateSha256: null, caPem: null },
    allowInsecureHttp: true,
    timeoutMs: 30_000,
    maxConnections: 2,
    homeZone: parseTimeZoneId(timeZone),
  });
}

async function createAll(side: ExchangeSide, itemType: ItemType, all: readonly Fields[]): Promise<void> {
  const items = all.map((fields): ExchangeCreate => ({ fields, stamp: null, addCategories: [], uid: null }));
  for (const outcome of await side.create(itemType, items)) {
    if (outcome.kind === 'failed' || outcome.kind === 'unknown') throw outcome.error;
  }
}
