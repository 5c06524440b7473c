import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database, Queryable } from '../../database/port.ts';
import type { PostalAddress } from '../../model/index.ts';
import { alreadyExists, invalidInput } from './crm-error.ts';
import { foldText } from './derived-columns.ts';
import { lockForWriting, updateRecord } from './record-rows.ts';
import type { RecordRow } from './stored-record.ts';
import { RECORD_COLUMNS, storedRecord } from './stored-record.ts';
import { body, line } from './text-schema.ts';

/**
 * A firm that contacts work for; every user sees and edits it. A contact belongs to the company whose name
 * it carries in `companyName`: one text, on this side and in Exchange, and no second truth beside it.
 */
export interface Company {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly address: PostalAddress | null;
  readonly phone: string | null;
  readonly webPage: string | null;
  readonly notes: string | null;
  readonly contactCount: number;
}

export const companySchema = z.strictObject({
  name: z.string().trim().min(1).max(255),
  address: z.strictObject({ street: line, city: line, state: line, postalCode: line, country: line }).nullish(),
  phone: line,
  webPage: line,
  notes: body,
});

export type NewCompany = z.infer<typeof companySchema>;

export type CompanyWrite =
  | { readonly kind: 'done'; readonly company: Company }
  | { readonly kind: 'conflict'; readonly current: Company }
  | { readonly kind: 'unknown' };

export interface Companies {
  /** Contacts that carry its name belong to it from now on. @throws ConnectorError `crm_company_exists`, `crm_invalid_record` */
  create(company: NewCompany): Promise<Company>;
  get(id: string): Promise<Company | null>;
  list(filter?: { readonly search?: string }): Promise<readonly Company[]>;
  /** A new name is written into its contacts too. @throws ConnectorError `crm_company_exists`, `crm_invalid_record` */
  update(id: string, expectedVersion: string | null, change: Partial<NewCompany>): Promise<CompanyWrite>;
  /** Its contacts stay and keep the name. */
  delete(id: string, expectedVersion: string | null): Promise<CompanyWrite>;
}

interface CompanyRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly address: PostalAddress | null;
  readonly phone: string | null;
  readonly web_page: string | null;
  readonly notes: string | null;
  readonly contact_count: string | number;
}

const SELECT = `SELECT c.id, c.version, c.name, c.address, c.phone, c.web_page, c.notes,
  (SELECT count(*) FROM crm.records r WHERE r.company_id = c.id) AS contact_count FROM crm.companies c`;

export function createCompanies(db: Database): Companies {
  return {
    get: (id) => findCompany(db, id),
    async list(filter = {}) {
      const rows = await db.query<CompanyRow>(`${SELECT} ORDER BY lower(c.name)`);
      const wanted = foldText(filter.search ?? '');
      return rows.map(company).filter((candidate) => foldText(candidate.name).includes(wanted));
    },
    async create(input) {
      const wanted = checked(input);
      return db.transaction(async (tx) => {
        await lockForWriting(tx);
        await assertFree(tx, null, wanted.name);
        const id = randomUUID();
        await tx.query(
          `INSERT INTO crm.companies (id, name, address, phone, web_page, notes) VALUES ($1, $2, $3::jsonb, $4, $5, $6)`,
          [id, ...parameters(wanted)],
        );
        await adoptContacts(tx, id, wanted.name);
        return (await findCompany(tx, id)) as Company;
      });
    },
    async update(id, expectedVersion, change) {
      return db.transaction(async (tx) => {
        await lockForWriting(tx);
        const current = await findCompany(tx, id);
        if (current === null) return { kind: 'unknown' };
        if (expectedVersion !== null && current.version !== expectedVersion) return { kind: 'conflict', current };
        const { name, address, phone, webPage, notes } = current;
        const wanted = checked({ name, address, phone, webPage, notes, ...change });
        await assertFree(tx, id, wanted.name);
        await tx.query(
          `UPDATE crm.companies SET version = version + 1, updated_at = now(),
             name = $2, address = $3::jsonb, phone = $4, web_page = $5, notes = $6 WHERE id = $1`,
          [id, ...parameters(wanted)],
        );
        if (wanted.name !== name) await renameInContacts(tx, id, wanted.name);
        return { kind: 'done', company: (await findCompany(tx, id)) as Company };
      });
    },
    async delete(id, expectedVersion) {
      return db.transaction(async (tx) => {
        await lockForWriting(tx);
        const current = await findCompany(tx, id);
        if (current === null) return { kind: 'unknown' };
        if (expectedVersion !== null && current.version !== expectedVersion) return { kind: 'conflict', current };
        await tx.query('DELETE FROM crm.companies WHERE id = $1', [id]);
        return { kind: 'done', company: current };
      });
    },
  };
}

async function renameInContacts(tx: Queryable, id: string, name: string): Promise<void> {
  const rows = await tx.query<RecordRow>(`SELECT ${RECORD_COLUMNS} FROM crm.records r WHERE r.company_id = $1`, [id]);
  for (const contact of rows.map(storedRecord))
    await updateRecord(tx, contact, { ...contact, fields: { ...contact.fields, companyName: name } });
  await adoptContacts(tx, id, name);
}

async function adoptContacts(tx: Queryable, id: string, name: string): Promise<void> {
  await tx.query(
    `UPDATE crm.records SET company_id = $1
     WHERE item_type = 'contacts' AND lower(fields->>'companyName') = lower($2) AND company_id IS DISTINCT FROM $1`,
    [id, name],
  );
}

async function findCompany(db: Queryable, id: string): Promise<Company | null> {
  const rows = await db.query<CompanyRow>(`${SELECT} WHERE c.id = $1`, [id]);
  return rows[0] === undefined ? null : company(rows[0]);
}

async function assertFree(tx: Queryable, id: string | null, name: string): Promise<void> {
  const rows = await tx.query('SELECT 1 FROM crm.companies WHERE lower(name) = lower($1) AND id IS DISTINCT FROM $2', [
    name,
    id,
  ]);
  if (rows.length > 0) throw alreadyExists('company', 'name');
}

function checked(input: NewCompany): NewCompany {
  const parsed = companySchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidInput(
    'company',
    parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
  );
}

function parameters(wanted: NewCompany): readonly unknown[] {
  return [
    wanted.name,
    wanted.address ? JSON.stringify(wanted.address) : null,
    wanted.phone ?? null,
    wanted.webPage ?? null,
    wanted.notes ?? null,
  ];
}

function company(row: CompanyRow): Company {
  return {
    id: row.id,
    version: String(row.version),
    name: row.name,
    address: row.address,
    phone: row.phone,
    webPage: row.web_page,
    notes: row.notes,
    contactCount: Number(row.contact_count),
  };
}
