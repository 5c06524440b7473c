/** A terminal and a wrapper that forwards signals both deliver the same Ctrl-C; that is one, not two. */
const SAME_SIGNAL_MS = 1_000;

/** Resolves at the first Ctrl-C or SIGTERM. A later one ends the process at once, as people expect. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | null = null;
    const interrupt = () => {
      if (firstAt === null) {
        firstAt = Date.now();
        resolve();
      } else if (Date.now() - firstAt > SAME_SIGNAL_MS) {
        process.exit(130);
      }
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
  });
}
