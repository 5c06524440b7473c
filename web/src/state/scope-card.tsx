import { Badge, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScopeState } from '../../../src/api/scope-state.ts';
import { scopeStateOf } from '../../../src/api/scope-state.ts';
import type { ItemType } from '../../../src/model/index.ts';
import type { AccountStatus } from '../api/status.ts';
import { agoText } from '../format/moment.ts';
import { codeText } from '../format/problem-text.ts';

interface Props {
  readonly account: AccountStatus;
  readonly itemType: ItemType;
  readonly now: number;
}

type Scope = AccountStatus['scopes'][number];

/** How one mailbox × item type stands. */
export function ScopeCard({ account, itemType, now }: Props) {
  const { t, i18n } = useTranslation();
  const scope = account.scopes.find((candidate) => candidate.itemType === itemType);
  const state = scopeStateOf(account, itemType);
  const running = scope?.lastRun?.state === 'running' ? scope.lastRun.progress : null;
  return (
    <Paper p="md" shadow="xs" component="article" aria-label={t(`page.state.${itemType}`)}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={3} size="h5">
            {t(`page.state.${itemType}`)}
          </Title>
          <Badge color={COLOURS[state]} variant="filled" data-state={state}>
            {t(`page.state.${state}`)}
          </Badge>
        </Group>
        {running === null ? null : (
          <Progress
            value={running.total === null || running.total === 0 ? 100 : (100 * running.done) / running.total}
            animated={running.total === null}
            aria-label={t(`cli.sync.phases.${running.phase}`)}
          />
        )}
        <Group gap="lg">
          {countsOf(scope).map(([name, count]) => (
            <Text size="sm" key={name}>
              <b>{count}</b> {t(`page.state.${name}`)}
            </Text>
          ))}
        </Group>
        <Text size="sm" c="gray.8">
          {scope?.lastSuccessAt
            ? t('page.state.lastSuccess', { when: agoText(scope.lastSuccessAt, i18n.language, now) })
            : t('page.state.noSuccess')}
        </Text>
        <Problem account={account} scope={scope} />
      </Stack>
    </Paper>
  );
}

function Problem({ account, scope }: { readonly account: AccountStatus; readonly scope: Scope | undefined }) {
  const { t } = useTranslation();
  const run = scope?.lastRun;
  if (scope?.status === 'hold' && scope.statusReason !== null) {
    const why = codeText(t, scope.statusReason.code, scope.statusReason.params ?? {});
    return <Text size="sm">{t('page.state.heldExplain', { why, account: account.name })}</Text>;
  }
  if (run?.outcome !== 'failed' || run.problem === null) return null;
  return (
    <Text size="sm" c="red.9">
      {codeText(t, run.problem.code, run.problem.details)}
    </Text>
  );
}

const COLOURS: Readonly<Record<ScopeState, string>> = {
  inStep: 'teal.9',
  running: 'lagoon.8',
  hold: 'orange.9',
  relink: 'orange.9',
  paused: 'gray.7',
  never: 'gray.7',
  inactive: 'gray.7',
  failed: 'red.9',
};

/** What is linked always; everything else only where there is some. */
function countsOf(scope: Scope | undefined): readonly (readonly [string, number])[] {
  if (scope === undefined) return [];
  const others = [
    ['waiting', scope.unlinked.pending + scope.unlinked.wait],
    ['review', scope.unlinked.review],
    ['notSynchronised', scope.unlinked.not_synchronised],
    ['quarantined', scope.quarantined],
  ] as const;
  return [['linked', scope.links.LINKED], ...others.filter(([, count]) => count > 0)];
}
