import { connectEws } from '../../src/exchange/ews/index.ts';
import type { MeasuredClient } from './clients.ts';
import { READ_BATCH, WRITE_BATCH } from './clients.ts';
import { contactToCreate } from './contact-to-create.ts';

/** Our own client, through the port that the engine uses: to canonical fields and back. */
export async function raccordo(url: string): Promise<MeasuredClient> {
  const side = connectEws({
    url,
    mailbox: 'anna@example.org',
    credentials: { kind: 'password', user: 'anna', domain: null, password: 'secret' },
    access: 'impersonation',
    signIn: 'basic',
    exchangeVersion: 'Exchange2013_SP1',
    tls: { certificateSha256: null, caPem: null },
    allowInsecureHttp: true,
    timeoutMs: 60_000,
    maxConnections: 4,
  });
  return {
    async download() {
      let count = 0;
      let cursor: string | null = null;
      for (let more = true; more; ) {
        const page = await side.listChanges('contacts', cursor);
        ({ cursor, more } = page);
        for (let start = 0; start < page.upserts.length; start += READ_BATCH) {
          const ids = page.upserts.slice(start, start + READ_BATCH).map(({ id }) => id);
          const reads = await side.read('contacts', ids);
          count += reads.filter((read) => read.kind === 'found' && read.item.fields['name'] !== null).length;
        }
      }
      return count;
    },
    async create(count) {
      let made = 0;
      for (let start = 0; start < count; start += WRITE_BATCH) {
        const items = Array.from({ length: Math.min(WRITE_BATCH, count - start) }, (_, n) => newContact(start + n));
        const outcomes = await side.create('contacts', items);
        made += outcomes.filter(({ kind }) => kind === 'done').length;
      }
      return made;
    },
    close: () => side.close(),
  };
}

function newContact(n: number) {
  const contact = contactToCreate(n);
  return {
    fields: {
      name: { givenName: contact.givenName, surname: contact.surname },
      companyName: contact.companyName,
      jobTitle: contact.jobTitle,
      department: contact.department,
      email1: { address: contact.email },
      businessPhone: contact.phone,
      mobilePhone: contact.mobile,
      businessAddress: {
        street: contact.street,
        city: contact.city,
        postalCode: contact.postalCode,
        countryOrRegion: contact.country,
      },
      notes: contact.notes,
    },
    stamp: n.toString(16).padStart(32, '0'),
    addCategories: ['CRM'],
    uid: null,
  };
}
