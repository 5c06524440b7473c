import type { SimulatedMailbox } from '../person/simulated-mailbox.ts';
import type { RequestLog } from '../server/request-log.ts';
import type { ExchangeVersion } from '../soap/versions.ts';
import type { Organisation } from '../state/organisation.ts';

/** What the page shows. */
export interface PageContext {
  readonly mailboxes: readonly SimulatedMailbox[];
  readonly organisation: Organisation;
  readonly log: RequestLog;
  readonly server: ExchangeVersion;
}
