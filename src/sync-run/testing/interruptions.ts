/** The process died. Nothing of ours runs after it: every further call ends the same way. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/**
 * Counts every step that leaves a trace outside the process, and ends the process before or after the one that was
 * chosen. Between the items of a batch there are steps too: a batch can be cut in half.
 */
export interface Interruptions {
  /** Runs one step. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  readonly steps: number;
  readonly names: readonly string[];
  crashAt(step: number, moment: 'before' | 'after'): void;
  /** A new process: counts anew and does not crash. */
  restart(): void;
  /** Called before every step: where people act while the run is under way. */
  between: (() => void) | null;
}

export function createInterruptions(): Interruptions {
  let steps = 0;
  let names: string[] = [];
  let target: { readonly step: number; readonly moment: 'before' | 'after' } | null = null;
  let dead = false;
  const die = (): never => {
    dead = true;
    throw new Crash(`after ${steps} steps`);
  };
  return {
    between: null,
    async step(name, work) {
      if (dead) throw new Crash('the process is dead');
      this.between?.();
      steps += 1;
      // Its own number: the items of a batch are steps inside of the call.
      const step = steps;
      names.push(name);
      if (target?.step === step && target.moment === 'before') die();
      const result = await work();
      if (target?.step === step && target.moment === 'after') die();
      return result;
    },
    get steps() {
      return steps;
    },
    get names() {
      return names;
    },
    crashAt(step, moment) {
      target = { step, moment };
    },
    restart() {
      steps = 0;
      names = [];
      target = null;
      dead = false;
    },
  };
}

/** Wraps every method of a port so that each call is a step. */
export function interruptible<T extends object>(port: T, prefix: string, interruptions: Interruptions): T {
  return new Proxy(port, {
    get(target, property, receiver) {
      const member: unknown = Reflect.get(target, property, receiver);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]) =>
        interruptions.step(
          `${prefix}.${String(property)}`,
          () => Reflect.apply(member, target, args) as Promise<unknown>,
        );
    },
  });
}
