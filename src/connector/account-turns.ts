/** Lets the work of one account happen one after the other, and that of different accounts side by side. */
export interface AccountTurns {
  inTurn<T>(accountId: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when everything that was asked for so far has ended. */
  idle(): Promise<void>;
}

export function createAccountTurns(): AccountTurns {
  const last = new Map<string, Promise<unknown>>();
  return {
    inTurn: (accountId, work) => {
      const before = last.get(accountId) ?? Promise.resolve();
      const turn = before.then(work, work);
      const settled = turn.then(
        () => undefined,
        () => undefined,
      );
      last.set(accountId, settled);
      void settled.then(() => {
        if (last.get(accountId) === settled) last.delete(accountId);
      });
      return turn;
    },
    idle: async () => {
      await Promise.all(last.values());
    },
  };
}
