import type { Endpoint } from '../../endpoint.ts';
import { createAppointment } from './create-appointment.ts';
import { createContact } from './create-contact.ts';
import { deleteAppointment } from './delete-appointment.ts';
import { deleteContact } from './delete-contact.ts';
import { deleteContactPhoto } from './delete-contact-photo.ts';
import { exportAppointments } from './export-appointments.ts';
import { exportContacts } from './export-contacts.ts';
import { getAppointment } from './get-appointment.ts';
import { getContact } from './get-contact.ts';
import { getContactPhoto } from './get-contact-photo.ts';
import { importAppointments } from './import-appointments.ts';
import { importContacts } from './import-contacts.ts';
import { listAppointments } from './list-appointments.ts';
import { listContacts } from './list-contacts.ts';
import { setContactPhoto } from './set-contact-photo.ts';
import { splitAppointment } from './split-appointment.ts';
import { updateAppointment } from './update-appointment.ts';
import { updateContact } from './update-contact.ts';

/** Contacts and appointments of the CRM. */
export const CRM_ENDPOINTS: readonly Endpoint[] = [
  createAppointment,
  createContact,
  deleteAppointment,
  deleteContact,
  deleteContactPhoto,
  exportAppointments,
  exportContacts,
  getAppointment,
  getContact,
  getContactPhoto,
  importAppointments,
  importContacts,
  listAppointments,
  listContacts,
  setContactPhoto,
  splitAppointment,
  updateAppointment,
  updateContact,
];
