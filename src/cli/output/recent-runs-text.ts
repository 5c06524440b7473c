import type { Run } from '../../api/resources.ts';
import { localeOf } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';
import { countsText } from './run-text.ts';
import { table } from './table.ts';

/** Runs by their ids, newest first: when, whose, and what they did. */
export function recentRunsText(terminal: Terminal, runs: readonly Run[]): string {
  const { t, language } = terminal;
  if (runs.length === 0) return t('cli.undo.noRuns');
  const rows = runs.map((run) => [
    run.id,
    new Date(run.startedAt ?? run.queuedAt).toLocaleString(localeOf(language)),
    run.account,
    t(`cli.sync.itemTypes.${run.itemType}`),
    run.kind === 'undo'
      ? t('cli.undo.undoOf', { run: run.undoOf ?? '', counts: countsText(terminal, run) })
      : countsText(terminal, run),
  ]);
  return table(rows);
}
