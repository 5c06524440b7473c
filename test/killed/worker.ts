import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCommand } from '../support/command.ts';
import type { Crm } from '../support/crm.ts';
import { crmAt } from '../support/crm.ts';

/** `raccordo serve` as a process of its own: scheduler, API, and the CRM that people work in. */
export interface Worker {
  readonly crm: Crm;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Ends it as an administrator does. */
  end(): Promise<void>;
  /** What it printed on standard error. */
  complaints(): string;
}

const TIMES = {
  // The simulator commits nothing for a client that is gone, so nothing has to be waited out for long.
  RACCORDO_WAIT_OUT_SECONDS: '1',
  RACCORDO_EXCHANGE_TIMEOUT_SECONDS: '3',
};

/** @throws Error with what it printed, when it does not start */
export async function startWorker(
  dataDirectory: string,
  environment: Readonly<Record<string, string>>,
): Promise<Worker> {
  const started = startCommand(['serve', '--port', '0', '--json', '--data', dataDirectory], {
    ...TIMES,
    ...environment,
  });
  const ended = started.ended();
  let complaints = '';
  const listen = async (): Promise<void> => {
    complaints = (await ended).stderr;
  };
  void listen();
  const { url } = JSON.parse(await started.firstLine()) as { readonly url: string };
  const token = readFileSync(join(dataDirectory, 'token'), 'utf8').trim();
  const endWith = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    started.process.kill(signal);
    await ended;
  };
  return {
    crm: crmAt(url, token, 'mario'),
    kill: () => endWith('SIGKILL'),
    end: () => endWith('SIGTERM'),
    complaints: () => complaints,
  };
}
