import { Command } from 'commander';
import type { FindingPage, RepairResult, Run, RunList } from '../../api/resources.ts';
import { withApi } from '../api/connection.ts';
import { EXIT } from '../exit-codes.ts';
import { globalOptions } from '../global-options.ts';
import { findingsText } from '../output/findings-text.ts';
import { followRun } from '../output/follow-run.ts';
import { runText } from '../output/run-text.ts';
import { exitCodeOf } from '../synchronise.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly account: string;
  readonly repair?: boolean;
}

interface Verified {
  readonly run: Run;
  /** `null` when the run did not come to its end. */
  readonly found: FindingPage | null;
  /** `null` when nothing was repaired. */
  readonly repaired: RepairResult | null;
}

/** `raccordo verify`: the full comparison of both sides with the memory; with `--repair` it mends the memory, too. */
export function verifyCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('verify')
    .description(t('cli.help.verify'))
    .requiredOption('--account <name>', t('cli.help.verifyAccount'))
    .option('--repair', t('cli.help.verifyRepair'))
    .addHelpText('after', t('cli.help.verifyExamples'))
    .action(async (options: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      const verified = await withApi(data, async (api) => {
        const path = `/api/accounts/${encodeURIComponent(options.account)}/verify`;
        const { runs } = await api.post<RunList>(path, {});
        const done: Verified[] = [];
        for (const { id } of runs) {
          const run = await followRun(terminal, api, id);
          const findings = `/api/runs/${encodeURIComponent(id)}/findings`;
          const found = run.outcome === 'done' ? await api.get<FindingPage>(findings) : null;
          const repairs = options.repair === true && found !== null && found.total > 0;
          done.push({ run, found, repaired: repairs ? await api.post<RepairResult>(`${findings}/repair`, {}) : null });
        }
        return done;
      });
      if (json) terminal.out(JSON.stringify({ verifications: verified }, null, 2));
      else terminal.out(verified.map((one) => verifiedText(terminal, one, options.account)).join('\n'));
      process.exitCode = exitOf(verified);
    });
}

function verifiedText(terminal: Terminal, { run, found, repaired }: Verified, account: string): string {
  const { t } = terminal;
  if (found === null) return runText(terminal, run);
  const lines = [findingsText(terminal, found)];
  if (repaired !== null) lines.push(`  ${t('verification.repair.done', repaired)}`);
  else if (found.total > 0) lines.push(`  ${t('cli.verify.repair', { account })}`);
  return lines.join('\n');
}

/** What was found and not repaired wants attention. */
function exitOf(verified: readonly Verified[]): number {
  const code = exitCodeOf(verified.map(({ run }) => run));
  const open = verified.some(({ found, repaired }) => found !== null && found.total > 0 && repaired === null);
  return code === EXIT.done && open ? EXIT.needsAttention : code;
}
