import type { Database, Queryable } from '../../database/index.ts';

interface HoldingBack {
  /** Passes everything on to the database below, but for the one statement that is held. */
  readonly database: Database;
  /**
   * Holds the next statement that looks like this, before it is sent or with its answer.
   * @returns lets it go
   */
  holdNext(what: 'question' | 'answer', statement: RegExp): () => void;
  /** When the statement has come, and its answer too if that is held. */
  held(): Promise<void>;
}

/** A network that is slow once. */
export function holdingBack(below: Database): HoldingBack {
  let next: { readonly what: 'question' | 'answer'; readonly statement: RegExp } | null = null;
  let release = newGate();
  let arrival = newGate();

  const pause = async (): Promise<void> => {
    arrival.open();
    await release.opened;
  };
  const query: Queryable['query'] = async <T extends object>(sql: string, params?: readonly unknown[]) => {
    const what = next?.statement.test(sql) === true ? next.what : null;
    if (what !== null) next = null;
    if (what === 'question') await pause();
    const rows = await below.query<T>(sql, params);
    if (what === 'answer') await pause();
    return rows;
  };

  return {
    database: {
      query,
      script: (sql) => below.script(sql),
      transaction: (work) => below.transaction(work),
      close: () => below.close(),
    },
    holdNext: (what, statement) => {
      next = { what, statement };
      release = newGate();
      arrival = newGate();
      return release.open;
    },
    held: () => arrival.opened,
  };
}

interface Gate {
  open(this: void): void;
  readonly opened: Promise<void>;
}

function newGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
