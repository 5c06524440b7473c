import { randomUUID } from 'node:crypto';
import { Subscriptions } from '../notifications/subscriptions.ts';
import { Delegations } from '../rights/delegation.ts';
import type { SimulatorUser } from '../users.ts';
import { Directory } from './directory.ts';
import type { MailboxContent } from './mailbox.ts';
import { emptyMailbox, Mailbox } from './mailbox.ts';
import { Outbox } from './outbox.ts';

/** All people, their mailboxes and the mails that would have left. */
export class Organisation {
  readonly directory: Directory;
  readonly delegations: Delegations;
  readonly outbox = new Outbox();
  readonly subscriptions = new Subscriptions();
  readonly #mailboxes: readonly Mailbox[];

  /** @param contents earlier contents by primary address in lower case */
  constructor(users: readonly SimulatorUser[], contents: ReadonlyMap<string, MailboxContent>, onChange: () => void) {
    this.directory = new Directory(users);
    this.delegations = new Delegations(users);
    const owners = users.filter(({ hasMailbox }) => hasMailbox !== false);
    this.#mailboxes = owners.map((user) => {
      const content = contents.get(user.smtp.toLowerCase()) ?? emptyMailbox(randomUUID());
      return new Mailbox({ smtp: user.smtp, displayName: user.displayName }, content, onChange);
    });
  }

  mailboxes(): readonly Mailbox[] {
    return this.#mailboxes;
  }

  /** @param address primary or further address */
  findMailbox(address: string): Mailbox | undefined {
    const owner = this.directory.findByAnyAddress(address);
    return owner === undefined ? undefined : this.#mailboxes.find((mailbox) => mailbox.owner.smtp === owner.smtp);
  }
}
