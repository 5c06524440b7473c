import { Progress, Stack, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../api/accounts.ts';

interface Props {
  readonly runs: readonly Run[];
  readonly kind: 'preparing' | 'applying';
}

/** How far the runs of an account are, one line for each item type. */
export function RunsProgress({ runs, kind }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Text size="sm">{t(`accounts.plan.${kind}`)}</Text>
      {runs.map((run) => {
        const name = t(`page.state.${run.itemType}`);
        return (
          <div key={run.id}>
            <Text size="sm">
              <b>{name}</b>: {progressText(t, run)}
            </Text>
            <Progress value={shareOf(run)} animated={isOpenEnded(run)} aria-label={name} mt={4} />
          </div>
        );
      })}
    </Stack>
  );
}

function progressText(t: TFunction, { state, progress }: Run): string {
  if (state === 'waiting') return t('accounts.plan.waitsForTurn');
  if (state === 'finished') return t('accounts.plan.ready');
  if (progress === null) return t('accounts.plan.begins');
  const phase = t(`cli.sync.phases.${progress.phase}`);
  const { done, total } = progress;
  return total === null || total === 0 ? phase : t('accounts.plan.progress', { phase, done, total });
}

function shareOf({ state, progress }: Run): number {
  if (state === 'finished') return 100;
  if (state === 'waiting') return 0;
  if (progress === null || progress.total === null || progress.total === 0) return 100;
  return (100 * progress.done) / progress.total;
}

/** Under way, and nobody knows how much there is. */
function isOpenEnded({ state, progress }: Run): boolean {
  return state === 'running' && (progress === null || progress.total === null || progress.total === 0);
}
