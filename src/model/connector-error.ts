/** Who acts on an error, and when. `docs/reference/errors.md` explains each to the operator. */
export type Disposition = 'retry' | 'backoff' | 'resync' | 'conflict' | 'reauth' | 'quarantine' | 'halt' | 'bug';

export interface ConnectorErrorOptions {
  /** Stable name: one of ours (`tls_untrusted`) or the wire's own, kept verbatim (`ErrorItemNotFound`). */
  readonly code: string;
  readonly disposition: Disposition;
  /** For logs and developers, in English. What a person reads is rendered from `code` and `details`. */
  readonly message: string;
  /** Milliseconds that the server asked us to wait. */
  readonly retryAfterMs?: number;
  /** The object it happened to: an item id, a mailbox, an address. Never content. */
  readonly itemRef?: string;
  readonly cause?: unknown;
  /** Parameters of the sentence: host names, limits, status codes. Never a secret, a subject or a body. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** The one error that crosses folder boundaries. Normalised once, where the foreign error is caught. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: string;
  readonly disposition: Disposition;
  readonly retryAfterMs: number | undefined;
  readonly itemRef: string | undefined;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(options: ConnectorErrorOptions) {
    super(options.message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = options.code;
    this.disposition = options.disposition;
    this.retryAfterMs = options.retryAfterMs;
    this.itemRef = options.itemRef;
    this.details = options.details ?? {};
  }
}
