import type { Fields, ItemType } from '../../model/index.ts';
import type { CrmRecord } from '../port.ts';

/** Properties of an imported object that no field expresses, kept as they came and exported again. */
export type Extra =
  | { readonly kind: 'vcard'; readonly lines: readonly string[] }
  | {
      readonly kind: 'icalendar';
      readonly lines: readonly string[];
      readonly alarms: readonly string[];
      /** Of changed occurrences of a series, by their days. */
      readonly occurrences?: Readonly<
        Record<string, { readonly lines: readonly string[]; readonly alarms: readonly string[] }>
      >;
    }
  /** A series that Exchange cannot have: whole components, and the zones that they name. */
  | { readonly kind: 'verbatim'; readonly components: readonly string[]; readonly timeZones: readonly string[] };

/** A record with what the CRM's own pages and files need beyond the port. */
export interface StoredRecord extends Omit<CrmRecord, 'uid' | 'mayChange'> {
  /** Identity in vCard and iCalendar files. */
  readonly uid: string | null;
  readonly extra: Extra | null;
  /** The company whose name the contact carries. */
  readonly companyId: string | null;
  /** ISO instants by the database's clock. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The columns of `crm.records r` that `storedRecord` reads. */
export const RECORD_COLUMNS = `r.id, r.item_type, r.version, r.fields, r.extra, r.owner_id, r.shared,
  r.lists, r.participant_ids, r.uid, r.external_key, r.not_synchronised, r.company_id, r.created_at, r.updated_at`;

export interface RecordRow {
  readonly id: string;
  readonly item_type: ItemType;
  readonly version: number;
  readonly fields: Fields;
  readonly extra: Extra | null;
  readonly owner_id: string;
  readonly shared: boolean;
  readonly lists: readonly string[];
  readonly participant_ids: readonly string[];
  readonly uid: string | null;
  readonly external_key: string | null;
  readonly not_synchronised: 'series' | null;
  readonly company_id: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export function storedRecord(row: RecordRow): StoredRecord {
  return {
    id: row.id,
    itemType: row.item_type,
    version: String(row.version),
    fields: row.fields,
    extra: row.extra,
    ownerId: row.owner_id,
    shared: row.shared,
    lists: row.lists,
    participantIds: row.participant_ids,
    uid: row.uid,
    externalKey: row.external_key,
    notSynchronised: row.not_synchronised,
    companyId: row.company_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** What a synchronisation sees of it. The UID of a contact is a matter of files only: Exchange has none. */
export function crmRecord(record: StoredRecord, mayChange: boolean): CrmRecord {
  const { extra: _extra, companyId: _companyId, createdAt: _createdAt, updatedAt: _updatedAt, ...rest } = record;
  return { ...rest, mayChange, uid: record.itemType === 'appointments' ? record.uid : null };
}
