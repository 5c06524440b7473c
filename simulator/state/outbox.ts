/** A mail that a request would have sent. Only its envelope is kept. */
export interface OutgoingMail {
  /** ISO instant. */
  readonly at: string;
  /** SMTP address of the mailbox that sends. */
  readonly from: string;
  readonly kind: 'invitation' | 'update' | 'cancellation' | 'response';
  readonly to: readonly string[];
  readonly itemId: string;
}

/** Nothing leaves the simulator: mails are counted here. */
export class Outbox {
  readonly #mails: OutgoingMail[] = [];

  send(mail: Omit<OutgoingMail, 'at'>): void {
    if (mail.to.length > 0) this.#mails.push({ at: new Date().toISOString(), ...mail });
  }

  all(): readonly OutgoingMail[] {
    return this.#mails;
  }

  clear(): void {
    this.#mails.length = 0;
  }
}
