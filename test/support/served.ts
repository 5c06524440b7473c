import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCommand } from './command.ts';
import { prepareDataDirectory } from './prepared-data.ts';

/** `raccordo serve` in a process of its own, on a data directory with which nobody has worked before. */
export interface Served {
  readonly url: string;
  /** The one-time link that it printed for the first administrator. */
  readonly setupLink: string;
  readonly dataDirectory: string;
  /** Everything that it has printed and logged. */
  printed(): string;
  /** Stops it as Ctrl-C does. @returns the exit code */
  stop(): Promise<number | null>;
  /** Throws its data away, too. */
  close(): Promise<void>;
}

/** An idle machine needs four seconds; this one may be sharing two cores with everything else. */
const READY_WITHIN_MS = 180_000;

export async function serve(): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'raccordo-served-'));
  const dataDirectory = join(folder, 'data');
  await prepareDataDirectory(dataDirectory);
  const started = startCommand(['serve', '--data', dataDirectory, '--port', '0'], {
    // As much as it ever says: what must not be in a log is looked for in all of it.
    RACCORDO_LOG_LEVEL: 'trace',
    RACCORDO_WAIT_OUT_SECONDS: '1',
  });
  let printed = '';
  const hear = (text: string) => {
    printed += text;
  };
  started.process.stdout?.on('data', hear);
  started.process.stderr?.on('data', hear);
  const ended = started.ended();
  const stop = async () => {
    started.process.kill('SIGINT');
    return (await ended).exitCode;
  };
  const close = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const setupLink = /(http:\S+)\/#link=\S+/.exec(printed);
    if (setupLink !== null) {
      return { url: setupLink[1] ?? '', setupLink: setupLink[0], dataDirectory, printed: () => printed, stop, close };
    }
    if (started.process.exitCode !== null || Date.now() > giveUpAt) {
      await close();
      throw new Error(`serve was not ready in time:\n${printed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
