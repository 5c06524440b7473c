import { randomUUID } from 'node:crypto';
import type { Mailbox } from '../state/mailbox.ts';
import type { Subscription } from './subscription.ts';
import { eventsOf } from './subscription.ts';

export interface NewSubscription {
  readonly kind: Subscription['kind'];
  readonly owner: string;
  readonly mailbox: Mailbox;
  /** `null`: all of the mailbox. */
  readonly folders: ReadonlySet<number> | null;
  readonly types: ReadonlySet<string>;
  readonly timeoutMs: number;
}

/** More than that is forgotten, as Exchange does with a subscriber who never asks. */
const MOST_QUEUED = 1_000;

/** Everybody who wants to hear of changes. Nothing of it outlives a restart, as with Exchange. */
export class Subscriptions {
  readonly #all = new Map<string, Subscription>();
  #number = 0;

  get size(): number {
    return this.#all.size;
  }

  add({ kind, owner, mailbox, folders, types, timeoutMs }: NewSubscription): Subscription {
    const stop = mailbox.listen((event) => {
      const at = `${new Date().toISOString().slice(0, 19)}Z`;
      for (const told of eventsOf(event, folders, types)) {
        this.#number += 1;
        subscription.queue.push({ ...told, number: this.#number, at });
      }
      if (subscription.queue.length > MOST_QUEUED) this.remove(subscription.id);
      else if (subscription.queue.length > 0) subscription.wake();
    });
    const subscription: Subscription = {
      id: Buffer.from(randomUUID()).toString('base64'),
      kind,
      owner,
      mailbox,
      queue: [],
      delivered: this.#number,
      expiresAt: Date.now() + timeoutMs,
      timeoutMs,
      wake: () => {},
      end: stop,
    };
    this.#all.set(subscription.id, subscription);
    return subscription;
  }

  /** A pull subscription that nobody asked for its time is gone. */
  find(id: string): Subscription | undefined {
    const found = this.#all.get(id.trim());
    if (found?.kind !== 'pull' || found.expiresAt > Date.now()) return found;
    this.remove(found.id);
    return undefined;
  }

  /** Whoever listens to it is woken, and finds it gone. */
  remove(id: string): void {
    const found = this.#all.get(id.trim());
    if (found === undefined) return;
    this.#all.delete(found.id);
    found.end();
    found.wake();
  }

  removeAll(): void {
    for (const id of this.#all.keys()) this.remove(id);
  }
}
