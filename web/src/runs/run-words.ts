import type { TFunction } from 'i18next';
import type { Run } from '../api/accounts.ts';
import { momentText } from '../format/moment.ts';

type Counts = NonNullable<Run['counts']>;

/** What a run is called: "Contacts: run of 3 Dec, 09:00". */
export function runTitle(t: TFunction, run: Run, language: string): string {
  const kind = run.kind === 'sync' && run.dryRun ? 'preview' : run.kind;
  const when = momentText(run.startedAt ?? run.queuedAt, language);
  return t(`plans.run.headings.${kind}`, { itemType: t(`page.state.${run.itemType}`), when });
}

/** @returns `null` while it has not ended */
export function durationText(t: TFunction, { startedAt, finishedAt }: Run): string | null {
  if (startedAt === null || finishedAt === null) return null;
  const seconds = Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  if (seconds < 1) return t('plans.run.under');
  if (seconds < 60) return t('plans.run.seconds', { count: seconds });
  return t('plans.run.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

/** Something that can be taken back. A held run counts what it would have done. */
export function wroteSomething({ counts, dryRun, kind, outcome }: Run): boolean {
  if (dryRun || kind === 'verify' || outcome === null || outcome === 'held' || counts === null) return false;
  return WRITES.some((name) => counts[name] > 0);
}

const WRITES: readonly (keyof Counts)[] = [
  'createdInExchange',
  'createdInCrm',
  'updatedInExchange',
  'updatedInCrm',
  'deletedInExchange',
  'deletedInCrm',
];
