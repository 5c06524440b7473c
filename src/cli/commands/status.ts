import { Command } from 'commander';
import { howOften } from '../../api/how-often.ts';
import type { AccountStatus, Review, Status } from '../../api/resources.ts';
import { scopeStateOf } from '../../api/scope-state.ts';
import { localeOf } from '../../messages/index.ts';
import type { ItemType } from '../../model/index.ts';
import type { ApiClient } from '../api/client.ts';
import { withApi } from '../api/connection.ts';
import { globalOptions } from '../global-options.ts';
import { decisionText } from '../output/decision-text.ts';
import { doubtText } from '../output/doubt-text.ts';
import { reviewText } from '../output/review-text.ts';
import { errorSentence, reasonSentence } from '../output/sentences.ts';
import { stopText } from '../output/stop-text.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../terminal.ts';

export function statusCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('status')
    .description(t('cli.help.status'))
    .option('--review', t('cli.help.statusReview'))
    .addHelpText('after', t('cli.help.statusExamples'))
    .action(async (options: { readonly review?: boolean }, command: Command) => {
      const { data, json } = globalOptions(command);
      if (options.review === true) {
        const reviews = await withApi(data, readReviews);
        const text = () => reviews.map(({ account, review }) => reviewText(terminal, account, review)).join('\n\n');
        if (json) terminal.out(JSON.stringify({ accounts: reviews }, null, 2));
        else terminal.out(reviews.length === 0 ? t('cli.status.noAccounts', { directory: data }) : text());
        return;
      }
      const status = await withApi(data, (api) => api.get<Status>('/api/status'));
      terminal.out(json ? JSON.stringify(status, null, 2) : statusText(terminal, status, data));
    });
}

async function readReviews(api: ApiClient): Promise<readonly { readonly account: string; readonly review: Review }[]> {
  const { accounts } = await api.get<Status>('/api/status');
  const reviews: { readonly account: string; readonly review: Review }[] = [];
  for (const { name } of accounts)
    reviews.push({ account: name, review: await api.get<Review>(`/api/accounts/${encodeURIComponent(name)}/review`) });
  return reviews;
}

const COLUMNS = ['account', 'items', 'state', 'links', 'waiting', 'noticed', 'lastSuccess'] as const;

function statusText(terminal: Terminal, { accounts, installation, stops }: Status, directory: string): string {
  const { t } = terminal;
  const doubt = installation.doubt === null ? [] : [doubtText(terminal, installation.doubt), ''];
  const stopped = stops.flatMap((stop) => [stopText(terminal, stop), '']);
  if (accounts.length === 0) return [...doubt, t('cli.status.noAccounts', { directory })].join('\n');
  const head = COLUMNS.map((column) => t(`cli.status.${column}`));
  const rows = accounts.flatMap((account) => account.itemTypes.map((itemType) => rowOf(terminal, account, itemType)));
  const notes = accounts.flatMap((account) => notesOn(terminal, account).map((note) => `${account.name}: ${note}`));
  const decisions = accounts.map((account) => decisionText(terminal, account)).filter((text) => text !== null);
  const reviewed = accounts.flatMap(({ scopes }) =>
    scopes.map(({ unlinked, quarantined }) => unlinked.review + quarantined),
  );
  const hint = reviewed.some((count) => count > 0) ? [t('cli.status.reviewHint')] : [];
  return [...doubt, ...stopped, table([head, ...rows]), ...new Set(notes), ...decisions, ...hint].join('\n');
}

function rowOf({ t, language }: Terminal, account: AccountStatus, itemType: ItemType): readonly string[] {
  const scope = account.scopes.find((candidate) => candidate.itemType === itemType);
  const unlinked = scope?.unlinked ?? { pending: 0, review: 0, wait: 0 };
  return [
    account.name,
    t(`cli.sync.itemTypes.${itemType}`),
    t(`page.state.${scopeStateOf(account, itemType)}`),
    String(scope?.links.LINKED ?? 0),
    String(unlinked.pending + unlinked.review + unlinked.wait),
    noticedText({ t, language }, account),
    scope?.lastSuccessAt ? new Date(scope.lastSuccessAt).toLocaleString(localeOf(language)) : t('cli.status.never'),
  ];
}

function noticedText({ t, language }: Pick<Terminal, 't' | 'language'>, account: AccountStatus): string {
  const { key, params } = howOften(account, localeOf(language));
  return t(`page.state.${key}`, params);
}

/** Why something is not as it should be, each said once. */
function notesOn(terminal: Terminal, account: AccountStatus): readonly string[] {
  const { reason } = account.schedule;
  const paused = reason === null ? [] : [errorSentence(terminal, reason.code, {}, reason.disposition)];
  const scopes = account.scopes.flatMap(({ statusReason, lastRun }) => {
    if (statusReason !== null)
      return [reasonSentence(terminal, { code: statusReason.code, params: statusReason.params })];
    const problem = lastRun?.outcome === 'failed' ? lastRun.problem : null;
    return problem === null ? [] : [errorSentence(terminal, problem.code, problem.details)];
  });
  return scopes.length > 0 ? scopes : [...paused, ...notWatched(terminal, account)];
}

function notWatched(terminal: Terminal, account: AccountStatus): readonly string[] {
  const { state, reason } = account.watch;
  if (state !== 'interval' || reason === null || account.schedule.reason?.code === reason.code) return [];
  const { params } = howOften(account, localeOf(terminal.language));
  const why = errorSentence(terminal, reason.code, {}, reason.disposition);
  return [terminal.t('page.state.onlyAtInterval', { ...params, why })];
}
