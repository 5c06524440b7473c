import { createInterface } from 'node:readline/promises';
import type { Terminal } from './terminal.ts';

const YES = /^(y|yes|s|si|sì)$/i;

/** Asks a question that is answered with yes or no. Whoever cannot be asked has not agreed. */
export async function confirm({ t }: Terminal, question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return YES.test((await lines.question(`${question} ${t('cli.plan.yesOrNo')} `)).trim());
  } finally {
    lines.close();
  }
}
