import type { MailboxRights } from '../rights/mailbox-rights.ts';
import type { ExchangeVersion } from '../soap/versions.ts';
import type { Mailbox } from '../state/mailbox.ts';
import type { Organisation } from '../state/organisation.ts';
import type { SimulatorUser } from '../users.ts';
import type { XmlNode } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import type { ItemError } from './item-error.ts';

/** Everything that an operation may know about its request. */
export interface OperationContext {
  readonly organisation: Organisation;
  /** Of the caller, or of whom the caller impersonates. */
  readonly mailbox: Mailbox;
  /** Who works: the caller, or whom the caller impersonates. */
  readonly actor: SimulatorUser;
  /** What that person may do in `mailbox`. */
  readonly rights: MailboxRights;
  readonly server: ExchangeVersion;
  /** Declared by the request. */
  readonly version: ExchangeVersion;
  /** Windows zone of times without offset. */
  readonly zoneId: string;
  /** Not only the last photo of a contact, as Exchange. */
  readonly keepsAllPhotos: boolean;
  /** A fault that a test has set for the item at this place of the request. */
  readonly injectedError: (index: number) => ItemError | undefined;
}

/** @returns the child of the SOAP body. Everything happens before it returns: nothing is committed later. */
export type Operation = (request: ReceivedElement, context: OperationContext) => XmlNode;
