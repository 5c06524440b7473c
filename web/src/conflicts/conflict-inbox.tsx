import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ItemType } from '../../../src/model/index.ts';
import { fieldName } from '../field-values/field-lines.ts';
import { momentText } from '../format/moment.ts';
import { problemText } from '../format/problem-text.ts';
import { conflictAddress } from './addresses.ts';
import type { Conflict } from './calls.ts';
import { readConflicts } from './calls.ts';
import { stateColour } from './conflict-state.ts';

const AT_A_TIME = 50;

interface Props {
  readonly state: 'open' | 'decided';
  /** `null`: both. */
  readonly itemType: ItemType | null;
  /** `null`: all that the person may see. */
  readonly account: string | null;
}

/** Conflicts, newest first, each a link to its three values. */
export function ConflictInbox({ state, itemType, account }: Props) {
  const { t } = useTranslation();
  const pages = useInfiniteQuery({
    queryKey: ['conflicts', 'list', state, itemType, account],
    queryFn: ({ pageParam }) => readConflicts({ state, account, itemType, cursor: pageParam, limit: AT_A_TIME }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
    placeholderData: keepPreviousData,
  });
  const list = pages.data?.pages.flatMap((page) => page.conflicts) ?? [];
  return (
    <Stack gap="xs">
      {pages.error === null ? null : <Alert color="red.9">{problemText(t, pages.error)}</Alert>}
      {pages.isPending ? <Text>{t('page.loading')}</Text> : null}
      {pages.isSuccess && list.length === 0 ? (
        <div role="status">
          <Text fw={600}>{t(state === 'open' ? 'conflicts.emptyOpen' : 'conflicts.emptyDecided')}</Text>
          {state === 'open' ? <Text size="sm">{t('conflicts.emptyOpenExplain')}</Text> : null}
        </div>
      ) : null}
      {list.length === 0 ? null : (
        <ul className="plain-list" aria-label={t('conflicts.heading')}>
          {list.map((conflict) => (
            <Row key={conflict.id} conflict={conflict} />
          ))}
        </ul>
      )}
      {pages.hasNextPage ? (
        <Group>
          <Button variant="default" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
            {t('conflicts.more')}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

function Row({ conflict }: { readonly conflict: Conflict }) {
  const { t, i18n } = useTranslation();
  const what = conflict.label ?? t('page.sides.unnamed');
  return (
    <li className="record-row">
      <Group gap="xs">
        <Link href={conflictAddress(conflict.id)} className="text-link strong breaks">
          {what} · {fieldName(t, conflict.field)}
        </Link>
        <Badge variant="outline" color={stateColour(conflict.state)}>
          {t(`conflicts.state.${conflict.state}`)}
        </Badge>
      </Group>
      <Text size="sm" c="gray.8" className="breaks">
        {t(`page.state.${conflict.itemType}`)} · {t(`conflicts.inList.won.${conflict.winner}`)} ·{' '}
        {momentText(conflict.at, i18n.language)} · {t('conflicts.inList.account', { account: conflict.account })}
      </Text>
    </li>
  );
}
