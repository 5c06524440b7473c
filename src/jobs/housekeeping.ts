/** Work that nobody waits for and that has to be done every day. */
export interface HousekeepingTask {
  readonly name: string;
  readonly work: () => Promise<unknown>;
}

export interface Housekeeping {
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** The first round: late enough not to be in the way of a start, or of a command that ends after a moment. */
const FIRST_MS = 60_000;

/** Runs the tasks one after the other, a minute after the start and then every `everyMs`; a task that fails is reported and does not stop the others. */
export function housekeeping(
  tasks: readonly HousekeepingTask[],
  everyMs: number,
  onFailure: (task: string, error: unknown) => void,
): Housekeeping {
  let round: Promise<void> = Promise.resolve();
  const work = async () => {
    for (const task of tasks) {
      try {
        await task.work();
      } catch (error) {
        onFailure(task.name, error);
      }
    }
  };
  const begin = () => {
    round = round.then(work);
  };
  const first = setTimeout(begin, FIRST_MS);
  const timer = setInterval(begin, everyMs);
  first.unref();
  timer.unref();
  return {
    stop: async () => {
      clearTimeout(first);
      clearInterval(timer);
      await round;
    },
  };
}
