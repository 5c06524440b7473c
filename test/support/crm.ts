import type { AppointmentRecord, ContactRecord } from '../../src/api/resources.ts';
import type { Appointment, Contact } from '../../src/model/index.ts';

export type ContactDraft = Omit<Partial<ContactRecord>, 'fields'> & { readonly fields: Contact };
export type AppointmentDraft = Omit<Partial<AppointmentRecord>, 'fields'> & { readonly fields: Appointment };

/** What a person does in the CRM, over its HTTP API. */
export interface Crm {
  readonly contacts: CrmRecords<ContactRecord, Contact>;
  readonly appointments: CrmRecords<AppointmentRecord, Appointment>;
  /** @throws Error when the answer is a problem */
  call<T>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<T>;
}

export interface CrmRecords<Stored extends ContactRecord | AppointmentRecord, Written> {
  all(): Promise<readonly Stored[]>;
  add(draft: { readonly fields: Written } & Readonly<Record<string, unknown>>): Promise<Stored>;
  /** Whatever it is now. */
  change(id: string, fields: Partial<Written>): Promise<Stored>;
  delete(id: string): Promise<void>;
  /** @throws Error when not exactly one record has that name or subject */
  named(label: string): Promise<Stored>;
}

/** @param sees `everything`: also the records of others, as the holder of the token reads them */
export function crmAt(baseUrl: string, token: string, user: string, sees: 'everything' | 'own' = 'everything'): Crm {
  const call: Crm['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const records = <Stored extends ContactRecord | AppointmentRecord, Written>(path: string) => {
    const all = async () => {
      const found: Stored[] = [];
      let cursor: string | null = null;
      do {
        const query = new URLSearchParams({
          limit: '200',
          ...(sees === 'own' ? { user } : {}),
          ...(cursor === null ? {} : { cursor }),
        });
        const page: { records: Stored[]; cursor: string | null } = await call('GET', `${path}?${query.toString()}`);
        found.push(...page.records);
        cursor = page.cursor;
      } while (cursor !== null);
      return found;
    };
    const any = { 'if-match': '*' };
    return {
      all,
      add: (draft: object) => call<Stored>('POST', `${path}?user=${user}`, draft),
      change: (id: string, fields: Partial<Written>) => call<Stored>('PATCH', `${path}/${id}`, { fields }, any),
      delete: (id: string) => call<void>('DELETE', `${path}/${id}`, undefined, any),
      named: async (label: string) => {
        const found = (await all()).filter((record) => labelOf(record) === label);
        const [only] = found;
        if (found.length !== 1 || only === undefined) throw new Error(`${found.length} records named ${label}`);
        return only;
      },
    };
  };
  return { contacts: records('/api/contacts'), appointments: records('/api/appointments'), call };
}

export function labelOf(record: ContactRecord | AppointmentRecord): string {
  const fields = record.fields as ContactRecord['fields'] & AppointmentRecord['fields'];
  const person = [fields.name?.givenName, fields.name?.surname].filter(Boolean).join(' ');
  return fields.subject ?? (person || (fields.displayName ?? ''));
}
