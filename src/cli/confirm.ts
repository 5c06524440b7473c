import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Terminal } from './terminal.ts';

type Streams = Pick<NodeJS.Process, 'stdin' | 'stderr'>;

const YES = /^(y|yes|s|si|sì)$/i;

/** Asks a question that is answered with yes or no. Whoever cannot be asked, or leaves (Ctrl-C, Ctrl-D), has not agreed. */
export async function confirm(
  { t }: Pick<Terminal, 't'>,
  question: string,
  streams: Streams = process,
): Promise<boolean> {
  const { stdin: input, stderr: output } = streams;
  if (!input.isTTY) return false;
  const lines = createInterface({ input, output });
  const left = once(lines, 'close').then(() => '');
  try {
    const answer = lines.question(`${question} ${t('cli.plan.yesOrNo')} `);
    return YES.test((await Promise.race([answer, left])).trim());
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    output.write('\n');
    return false;
  } finally {
    lines.close();
  }
}
