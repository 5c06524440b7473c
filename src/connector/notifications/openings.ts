/** Watches that are being opened at one time: hundreds of accounts do not sign in all at once after a start. */
export interface Openings {
  /** Resolves when it is the caller's turn, or at once when `signal` is aborted. @returns ends the turn; may be called twice */
  enter(signal: AbortSignal): Promise<() => void>;
}

const AT_ONCE = 8;

export function createOpenings(): Openings {
  const waiting = new Set<() => void>();
  let underway = 0;
  const admit = () => {
    for (const go of waiting) {
      if (underway >= AT_ONCE) return;
      waiting.delete(go);
      underway += 1;
      go();
    }
  };
  return {
    enter: (signal) =>
      new Promise((resolve) => {
        let isDone = false;
        const done = () => {
          if (!isDone) underway -= 1;
          isDone = true;
          admit();
        };
        const go = () => {
          signal.removeEventListener('abort', onAbort);
          resolve(done);
        };
        const onAbort = () => {
          if (waiting.delete(go)) resolve(() => {});
        };
        signal.addEventListener('abort', onAbort, { once: true });
        waiting.add(go);
        admit();
      }),
  };
}
