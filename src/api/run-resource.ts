import type { Run } from '../connector/index.ts';
import type { Account } from '../settings/settings.ts';
import type { RunResource } from './schemas/run.ts';

/** Names by id. */
export function namesOf(accounts: readonly Pick<Account, 'id' | 'name'>[]): ReadonlyMap<string, string> {
  return new Map(accounts.map(({ id, name }) => [id, name]));
}

/** Runs go outside with the name of their account: names are what files, commands and addresses use. */
export function runResource({ accountId, ...run }: Run, names: ReadonlyMap<string, string>): RunResource {
  return { ...run, account: names.get(accountId) ?? accountId };
}

/** Without the lists: a status that is read every few seconds need not carry hundreds of steps. */
export function runSummary(run: Run, names: ReadonlyMap<string, string>): RunResource {
  return { ...runResource(run, names), steps: [], stepsLeftOut: run.steps.length + run.stepsLeftOut };
}
