import type { Endpoint } from './endpoint.ts';
import { applyConfiguration } from './endpoints/apply-configuration.ts';
import { browseMailboxAppointments } from './endpoints/browse-mailbox-appointments.ts';
import { browseMailboxContacts } from './endpoints/browse-mailbox-contacts.ts';
import { createAppointment } from './endpoints/crm/create-appointment.ts';
import { createContact } from './endpoints/crm/create-contact.ts';
import { deleteAppointment } from './endpoints/crm/delete-appointment.ts';
import { deleteContact } from './endpoints/crm/delete-contact.ts';
import { exportAppointments } from './endpoints/crm/export-appointments.ts';
import { exportContacts } from './endpoints/crm/export-contacts.ts';
import { getAppointment } from './endpoints/crm/get-appointment.ts';
import { getContact } from './endpoints/crm/get-contact.ts';
import { importAppointments } from './endpoints/crm/import-appointments.ts';
import { importContacts } from './endpoints/crm/import-contacts.ts';
import { listAppointments } from './endpoints/crm/list-appointments.ts';
import { listContacts } from './endpoints/crm/list-contacts.ts';
import { updateAppointment } from './endpoints/crm/update-appointment.ts';
import { updateContact } from './endpoints/crm/update-contact.ts';
import { explainItem } from './endpoints/explain-item.ts';
import { getConfiguration } from './endpoints/get-configuration.ts';
import { getHealth } from './endpoints/get-health.ts';
import { getJournal } from './endpoints/get-journal.ts';
import { getReview } from './endpoints/get-review.ts';
import { getRun } from './endpoints/get-run.ts';
import { getStatus } from './endpoints/get-status.ts';
import { listRuns } from './endpoints/list-runs.ts';
import { listUsers } from './endpoints/list-users.ts';
import { startRuns } from './endpoints/start-runs.ts';
import { streamEvents } from './endpoints/stream-events.ts';

/** Every address of the API. What does not stand here does not exist. */
export const ENDPOINTS: readonly Endpoint[] = [
  applyConfiguration,
  browseMailboxAppointments,
  browseMailboxContacts,
  createAppointment,
  createContact,
  deleteAppointment,
  deleteContact,
  exportAppointments,
  exportContacts,
  getAppointment,
  getContact,
  importAppointments,
  importContacts,
  listAppointments,
  listContacts,
  updateAppointment,
  updateContact,
  explainItem,
  getConfiguration,
  getHealth,
  getJournal,
  getReview,
  getRun,
  getStatus,
  listRuns,
  listUsers,
  startRuns,
  streamEvents,
];
