import type { Endpoint } from '../../endpoint.ts';
import { createAppointment } from './create-appointment.ts';
import { createContact } from './create-contact.ts';
import { deleteAppointment } from './delete-appointment.ts';
import { deleteContact } from './delete-contact.ts';
import { exportAppointments } from './export-appointments.ts';
import { exportContacts } from './export-contacts.ts';
import { getAppointment } from './get-appointment.ts';
import { getContact } from './get-contact.ts';
import { importAppointments } from './import-appointments.ts';
import { importContacts } from './import-contacts.ts';
import { listAppointments } from './list-appointments.ts';
import { listContacts } from './list-contacts.ts';
import { updateAppointment } from './update-appointment.ts';
import { updateContact } from './update-contact.ts';

/** Contacts and appointments of the CRM. */
export const CRM_ENDPOINTS: readonly Endpoint[] = [
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
];
