/** Lets the first hint of an account through at once and those that follow together, in their time. */
export interface HintGate {
  hint(accountId: string): void;
  forget(accountId: string): void;
}

/** One save makes several events, our own writes make some, and a busy mailbox makes many. */
const APART_MS = 5_000;

export function createHintGate(onHint: (accountId: string) => void): HintGate {
  const lastAt = new Map<string, number>();
  const waiting = new Map<string, NodeJS.Timeout>();
  return {
    hint: (accountId) => {
      if (waiting.has(accountId)) return;
      const pauseMs = Math.max(0, (lastAt.get(accountId) ?? 0) + APART_MS - Date.now());
      const pass = () => {
        waiting.delete(accountId);
        lastAt.set(accountId, Date.now());
        onHint(accountId);
      };
      if (pauseMs === 0) pass();
      else waiting.set(accountId, setTimeout(pass, pauseMs).unref());
    },
    forget: (accountId) => {
      clearTimeout(waiting.get(accountId));
      waiting.delete(accountId);
      lastAt.delete(accountId);
    },
  };
}
