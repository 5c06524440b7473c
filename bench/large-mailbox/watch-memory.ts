/** How much memory a piece of work needs, in megabytes. */
export interface MemoryUsed {
  /** Objects of ours, garbage that was not collected yet included. */
  readonly heapMb: number;
  /** The whole process. */
  readonly residentMb: number;
  readonly seconds: number;
}

const LOOK_EVERY_MS = 10;

export async function watchMemory(work: () => Promise<unknown>): Promise<MemoryUsed> {
  let [heap, resident] = [0, 0];
  const look = (): void => {
    const { heapUsed, rss } = process.memoryUsage();
    heap = Math.max(heap, heapUsed);
    resident = Math.max(resident, rss);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  const begin = performance.now();
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  look();
  return { heapMb: heap / 1024 ** 2, residentMb: resident / 1024 ** 2, seconds: (performance.now() - begin) / 1000 };
}
