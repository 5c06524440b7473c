import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MailboxContent } from './mailbox.ts';
import type { Organisation } from './organisation.ts';

const LAYOUT = 1;
/** Long enough to gather a burst of writes, short enough that a killed simulator loses little. */
const DEBOUNCE_MS = 300;
/** More writes than any simulator makes between two saves. */
const SKIPPED_AFTER_CRASH = 1_000_000;

interface StateFileContent {
  readonly layout: typeof LAYOUT;
  /** Written by an orderly end: nothing was given out after it. */
  readonly complete: boolean;
  readonly mailboxes: Readonly<Record<string, MailboxContent>>;
}

/**
 * @returns contents by primary address; empty when there is no file yet
 * @throws Error when the file is there but no state of this simulator
 */
export function readStateFile(path: string): ReadonlyMap<string, MailboxContent> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  const content = JSON.parse(text) as StateFileContent;
  if (content.layout !== LAYOUT) throw new Error(`${path} was written by another version of the simulator`);
  const entries = Object.entries(content.mailboxes);
  return new Map(content.complete ? entries : entries.map(([smtp, mailbox]) => [smtp, skipLost(mailbox)]));
}

/**
 * After a crash, numbers beyond the saved ones may be known to clients. They are skipped and remembered,
 * so that no id or change key is given twice and a sync state from the lost time is refused.
 */
function skipLost(mailbox: MailboxContent): MailboxContent {
  const sequence = mailbox.sequence + SKIPPED_AFTER_CRASH;
  return { ...mailbox, sequence, lost: [...mailbox.lost, [mailbox.sequence + 1, sequence]] };
}

/** Saves an organisation some time after it changed, and when it closes. */
export class StateFile {
  readonly #path: string;
  readonly #organisation: () => Organisation;
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, organisation: () => Organisation) {
    this.#path = path;
    this.#organisation = organisation;
    mkdirSync(dirname(path), { recursive: true });
  }

  /** Marks the file as in use: an end without `close` is recognised at the next start. */
  open(): void {
    this.#save(false);
  }

  changed(): void {
    this.#timer ??= setTimeout(() => this.#save(false), DEBOUNCE_MS).unref();
  }

  close(): void {
    this.#save(true);
  }

  #save(complete: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const mailboxes = Object.fromEntries(
      this.#organisation()
        .mailboxes()
        .map((mailbox) => [mailbox.owner.smtp.toLowerCase(), mailbox.content()]),
    );
    const content: StateFileContent = { layout: LAYOUT, complete, mailboxes };
    const temporary = `${this.#path}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(content));
    renameSync(temporary, this.#path);
  }
}
