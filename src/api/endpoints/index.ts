import type { Endpoint } from '../endpoint.ts';
import { applyConfiguration } from './apply-configuration.ts';
import { browseMailboxAppointments } from './browse-mailbox-appointments.ts';
import { browseMailboxContacts } from './browse-mailbox-contacts.ts';
import { explainAccountItem } from './explain-account-item.ts';
import { explainItem } from './explain-item.ts';
import { getConfiguration } from './get-configuration.ts';
import { getHealth } from './get-health.ts';
import { getJournal } from './get-journal.ts';
import { getReview } from './get-review.ts';
import { getRun } from './get-run.ts';
import { getStatus } from './get-status.ts';
import { listRuns } from './list-runs.ts';
import { startRuns } from './start-runs.ts';
import { streamEvents } from './stream-events.ts';

/** What the connector does: status, runs, what waits and why, mailboxes as they are, the configuration as a file. */
export const CONNECTOR_ENDPOINTS: readonly Endpoint[] = [
  applyConfiguration,
  browseMailboxAppointments,
  browseMailboxContacts,
  explainAccountItem,
  explainItem,
  getConfiguration,
  getHealth,
  getJournal,
  getReview,
  getRun,
  getStatus,
  listRuns,
  startRuns,
  streamEvents,
];
