/** Lets the work of one account happen one after the other, and that of different accounts side by side. */
export interface AccountTurns {
  inTurn<T>(accountId: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when everything that was asked for so far has ended. */
  idle(): Promise<void>;
}

export function createAccountTurns(): AccountTurns {
  const last = new Map<string, Promise<void>>();
  const forget = async (accountId: string, settled: Promise<void>) => {
    await settled;
    if (last.get(accountId) === settled) last.delete(accountId);
  };
  return {
    inTurn: (accountId, work) => {
      const before = last.get(accountId) ?? Promise.resolve();
      const turn = before.then(work);
      const settled = settle(turn);
      last.set(accountId, settled);
      void forget(accountId, settled);
      return turn;
    },
    idle: async () => {
      await Promise.all(last.values());
    },
  };
}

/** Ends when the work ends, however it ends: who asked for it hears of a failure, the next in line does not. */
async function settle(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch {
    // Said above.
  }
}
