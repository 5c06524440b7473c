import type { ServerResponse } from 'node:http';
import type { AuthScheme } from '../auth/authenticator.ts';

/** One HTTP exchange on the EWS address. */
export interface LoggedRequest {
  /** ISO instant at which the answer ended. */
  readonly at: string;
  /** `null` where no operation was reached: sign-in, unreadable body. */
  readonly operation: string | null;
  /** Who signed in. */
  readonly user: string | null;
  /** How: each request of a connection that NTLM signed in counts as signed in with it. */
  readonly signedInWith: AuthScheme | 'bearer' | null;
  /** Whose mailbox was worked on. */
  readonly mailbox: string | null;
  /** What the request declared. */
  readonly requestVersion: string | null;
  /** `null` where the connection ended without an answer. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Only when bodies are captured. */
  readonly requestBody?: string;
  readonly responseBody?: string;
}

/** An entry whose HTTP exchange is still under way. */
export type OpenEntry = { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] };

/** Older entries fall out; a run of thousands of requests fits. */
const MAX_ENTRIES = 20_000;

export class RequestLog {
  readonly #entries: LoggedRequest[] = [];

  /** The entry joins the log when the response has ended, whichever way. */
  begin(response: ServerResponse, operation: string | null): OpenEntry {
    const begun = performance.now();
    const entry: OpenEntry = {
      at: '',
      operation,
      user: null,
      signedInWith: null,
      mailbox: null,
      requestVersion: null,
      status: null,
      durationMs: 0,
    };
    response.once('close', () => {
      entry.at = new Date().toISOString();
      entry.status = response.writableFinished ? response.statusCode : null;
      entry.durationMs = Math.round(performance.now() - begun);
      this.add(entry);
    });
    return entry;
  }

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) this.#entries.splice(0, MAX_ENTRIES / 10);
  }

  all(): readonly LoggedRequest[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
