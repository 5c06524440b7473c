import { SingleBar } from 'cli-progress';
import type { Terminal } from '../terminal.ts';

/** Work whose size is known: a bar on a terminal, one line elsewhere. */
export async function countedProgress(
  terminal: Terminal,
  label: string,
  total: number,
  work: (show: (done: number) => void) => Promise<void>,
): Promise<void> {
  if (!terminal.interactive) {
    terminal.say(`${label} …`);
    return work(() => undefined);
  }
  const bar = new SingleBar({
    format: `${label} {bar} {value}/{total}`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
  });
  bar.start(total, 0);
  try {
    await work((done) => bar.update(done));
  } finally {
    bar.stop();
  }
}
