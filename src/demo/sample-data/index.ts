export type { SampleMailboxAppointment } from './mailbox-appointments.ts';
export type { SampleDistributionList, SampleMailboxContact } from './mailbox-contacts.ts';
export type { SampleAppointment } from './sample-appointments.ts';
export type { SampleContact } from './sample-contacts.ts';
export { type SampleCompany, type SampleWorld, sampleWorld } from './sample-world.ts';
export { HOUSE, type SampleUser, type SampleUserName } from './users.ts';
