import { Badge, Box, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ScopeState } from '../../../src/api/scope-state.ts';
import { scopeStateOf } from '../../../src/api/scope-state.ts';
import type { ItemType } from '../../../src/model/index.ts';
import type { AccountStatus } from '../api/status.ts';
import { agoText, timeText } from '../format/moment.ts';
import { codeText } from '../format/problem-text.ts';

interface Props {
  readonly account: AccountStatus;
  readonly itemType: ItemType;
  readonly now: number;
}

type Scope = AccountStatus['scopes'][number];

/** Pixels. */
const PROGRESS_HEIGHT = 8;

/** How one mailbox × item type stands. */
export function ScopeCard({ account, itemType, now }: Props) {
  const { t, i18n } = useTranslation();
  const scope = account.scopes.find((candidate) => candidate.itemType === itemType);
  const state = scopeStateOf(account, itemType);
  const counts = countsOf(scope, state);
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
        {/* Its place is kept: each run would push down and pull up whatever stands below. */}
        <Box h={PROGRESS_HEIGHT}>
          {running === null ? null : (
            <Progress
              size={PROGRESS_HEIGHT}
              value={running.total === null || running.total === 0 ? 100 : (100 * running.done) / running.total}
              animated={running.total === null}
              aria-label={t(`cli.sync.phases.${running.phase}`)}
            />
          )}
        </Box>
        {counts.length === 0 ? null : (
          <Group gap="lg">
            {counts.map(([name, count]) => (
              <Text size="sm" key={name}>
                <b>{count}</b> {t(`page.state.${name}`, { count })}
              </Text>
            ))}
          </Group>
        )}
        <Text size="sm" c="gray.8">
          {scope?.lastSuccessAt
            ? t('page.state.lastSuccess', { when: agoText(scope.lastSuccessAt, i18n.language, now) })
            : t('page.state.noSuccess')}
        </Text>
        <Attention account={account} itemType={itemType} scope={scope} state={state} />
      </Stack>
    </Paper>
  );
}

interface AttentionProps {
  readonly account: AccountStatus;
  readonly itemType: ItemType;
  readonly scope: Scope | undefined;
  readonly state: ScopeState;
}

/** What stands in the way, in one sentence, and where it is dealt with. */
function Attention({ account, itemType, scope, state }: AttentionProps) {
  const { t, i18n } = useTranslation();
  const toAccount = (label: string) => (
    <Link href={`/accounts/${encodeURIComponent(account.name)}`} className="text-link">
      {label}
    </Link>
  );
  if (state === 'claim') {
    return (
      <Text size="sm">
        {t(account.claim === 'refused' ? 'page.state.claimRefused' : 'page.state.claimWaiting')}{' '}
        {toAccount(t('page.state.toAccount'))}
      </Text>
    );
  }
  if (state === 'firstPlan') {
    return (
      <Text size="sm">
        {t('page.state.firstPlanExplain')} {toAccount(t('page.state.toPlan'))}
      </Text>
    );
  }
  if (state === 'inactive') {
    return (
      <Text size="sm">
        {t('page.state.inactiveExplain')} {toAccount(t('page.state.toAccount'))}
      </Text>
    );
  }
  const isFrozen = scope?.status === 'relink' || scope?.status === 'restored';
  if (scope !== undefined && (scope.status === 'hold' || isFrozen) && scope.statusReason !== null) {
    const why = codeText(t, scope.statusReason.code, scope.statusReason.params ?? {});
    return (
      <Text size="sm">
        {t('page.state.heldExplain', { why })} {toAccount(t('page.state.toPlan'))}
      </Text>
    );
  }
  const held = account.heldBack.find((one) => one.itemType === itemType);
  const time = held === undefined ? '' : timeText(held.until, i18n.language);
  if (state === 'stopped' && held !== undefined) {
    const why = codeText(t, held.problem.code, held.problem.details);
    return <Text size="sm">{t('stops.waits', { time, why })}</Text>;
  }
  const run = scope?.lastRun;
  if (run?.outcome !== 'failed' || run.problem === null) return null;
  return (
    <Text size="sm" c="red.9">
      {codeText(t, run.problem.code, run.problem.details)}
      {held?.because === 'failures' ? ` ${t('stops.rests', { time })}` : ''}
    </Text>
  );
}

const COLOURS: Readonly<Record<ScopeState, string>> = {
  inStep: 'teal.9',
  running: 'lagoon.8',
  hold: 'orange.9',
  relink: 'orange.9',
  restored: 'orange.9',
  paused: 'gray.7',
  never: 'gray.7',
  inactive: 'gray.7',
  failed: 'red.9',
  stopped: 'orange.9',
  claim: 'orange.9',
  firstPlan: 'orange.9',
};

/** What is linked always; everything else only where there is some. Before its first plan all wait for that alone. */
function countsOf(scope: Scope | undefined, state: ScopeState): readonly (readonly [string, number])[] {
  if (scope === undefined || state === 'firstPlan') return [];
  const others = [
    ['waiting', scope.unlinked.pending + scope.unlinked.wait],
    ['review', scope.unlinked.review],
    ['notSynchronised', scope.unlinked.not_synchronised],
    ['quarantined', scope.quarantined],
  ] as const;
  return [['linked', scope.links.LINKED], ...others.filter(([, count]) => count > 0)];
}
