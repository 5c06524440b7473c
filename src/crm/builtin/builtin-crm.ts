import type { Database } from '../../database/port.ts';
import type { PhotoStore } from '../../model/index.ts';
import type { CrmSide } from '../port.ts';
import type { Actor } from './actor.ts';
import type { Companies } from './companies.ts';
import { createCompanies } from './companies.ts';
import type { ContactPhotos } from './contact-photos.ts';
import { createContactPhotos } from './contact-photos.ts';
import { noSuchUser } from './crm-error.ts';
import { exportAppointments } from './interchange/export-appointments.ts';
import type { ExportFilter } from './interchange/export-contacts.ts';
import { exportContacts } from './interchange/export-contacts.ts';
import { importAppointments } from './interchange/import-appointments.ts';
import { importContacts } from './interchange/import-contacts.ts';
import type { ImportReport, ImportRequest } from './interchange/import-report.ts';
import type { VcardVersion } from './interchange/write-vcard.ts';
import type { Records } from './records.ts';
import { createRecords } from './records.ts';
import { createSide } from './side.ts';
import type { SeriesSplit, SplitResult } from './split-series.ts';
import { splitRecord } from './split-series.ts';
import type { CrmUsers } from './users.ts';
import { createUsers, requireActiveUsers } from './users.ts';

/** A small, good address book and agenda in the installation's own database. */
export interface BuiltinCrm {
  readonly users: CrmUsers;
  readonly companies: Companies;
  readonly contacts: Records;
  readonly appointments: Records;
  readonly photos: ContactPhotos;
  /** Makes two records of a series. */
  splitSeries(actor: Actor, split: SeriesSplit): Promise<SplitResult>;
  /** @throws ConnectorError `crm_user_unknown`, `crm_user_inactive` */
  sideFor(userId: string): Promise<CrmSide>;
  /** vCard 3.0 and 4.0, text or the bytes of a file. @throws ConnectorError `crm_invalid_record`, `crm_user_unknown`, `crm_user_inactive` */
  importContacts(actor: Actor, request: ImportRequest): Promise<ImportReport>;
  /** iCalendar, text or the bytes of a file. @throws as `importContacts` */
  importAppointments(actor: Actor, request: ImportRequest): Promise<ImportReport>;
  /** Pieces of one file, UTF-8, lines ended by CRLF. */
  exportContacts(actor: Actor, version: VcardVersion, filter?: ExportFilter): AsyncIterable<string>;
  exportAppointments(actor: Actor, filter?: ExportFilter): AsyncIterable<string>;
}

/** @param photos where the pictures lie that contacts name */
export function createBuiltinCrm(db: Database, photos: PhotoStore): BuiltinCrm {
  const users = createUsers(db);
  const contacts = createRecords(db, 'contacts');
  return {
    users,
    companies: createCompanies(db),
    contacts,
    appointments: createRecords(db, 'appointments'),
    photos: createContactPhotos(contacts, photos),
    splitSeries: (actor, split) => splitRecord(db, actor, split),
    async sideFor(userId) {
      await requireActiveUsers(db, [userId]);
      const user = await users.get(userId);
      if (user === null) throw noSuchUser(userId);
      return createSide(db, user);
    },
    importContacts: (actor, request) => importContacts({ db, photos }, actor, request),
    importAppointments: (actor, request) => importAppointments(db, actor, request),
    exportContacts: (actor, version, filter) => exportContacts({ db, photos }, actor, version, filter),
    exportAppointments: (actor, filter) => exportAppointments(db, actor, filter),
  };
}
