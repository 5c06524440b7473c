/** Work that nobody waits for and that has to be done every day. */
export interface HousekeepingTask {
  readonly name: string;
  readonly work: () => Promise<unknown>;
}

export interface Housekeeping {
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** Runs the tasks one after the other, each `everyMs`; a task that fails is reported and does not stop the others. */
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
  const timer = setInterval(() => {
    round = round.then(work);
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}
