/**
 * What a log line may say. The list is closed on purpose: there is no place for a subject, a body, an address or a
 * password, so none can get in by accident. Ids and codes tell which object it was; the page tells the rest.
 */
export interface LogFacts {
  readonly accountId?: string;
  readonly scopeId?: string;
  readonly runId?: string;
  readonly itemType?: string;
  readonly kind?: string;
  readonly trigger?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly disposition?: string;
  readonly operation?: string;
  readonly requestId?: string;
  readonly method?: string;
  /** The pattern of the route, never the address that was asked for: a search term is content. */
  readonly route?: string;
  readonly status?: number;
  readonly port?: number;
  /** Version of the time zone rules that the runtime has. */
  readonly zoneData?: string;
  readonly count?: number;
  readonly durationMs?: number;
  readonly retryAfterMs?: number;
  /** Where it was thrown, without the message. */
  readonly stack?: string;
}

/** `event` is a constant of the program, such as `run finished`; everything that varies is a fact. */
export interface Log {
  debug(event: string, facts?: LogFacts): void;
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}
