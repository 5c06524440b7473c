import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { outcomeText } from '../accounts/run-text.ts';
import type { Run } from '../api/accounts.ts';
import { momentText } from '../format/moment.ts';
import { runAddress } from '../plan/addresses.ts';
import { outcomeColour, outcomeKey } from './outcome.ts';

/** One run in a list, in one sentence, with the way to its page. */
export function RunRow({ run }: { readonly run: Run }) {
  const { t, i18n } = useTranslation();
  const when = momentText(run.startedAt ?? run.queuedAt, i18n.language);
  return (
    <li className="record-row">
      <Group gap="xs">
        <Text fw={600}>
          {run.kind === 'sync' ? '' : `${t(`plans.run.kinds.${run.kind}`)} · `}
          {t(`page.state.${run.itemType}`)}
        </Text>
        <Badge variant="outline" color={outcomeColour(run)}>
          {t(outcomeKey(run))}
        </Badge>
        <Text size="sm" c="gray.8">
          {when}
        </Text>
        <Link
          href={runAddress(run.id)}
          className="text-link small-link"
          aria-label={t('plans.run.openRunOf', { when })}
        >
          {t('plans.run.openRun')}
        </Link>
      </Group>
      {run.state === 'finished' ? <Text size="sm">{outcomeText(t, run)}</Text> : null}
    </li>
  );
}
