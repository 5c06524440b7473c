import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Series } from '../../../src/model/index.ts';
import type { ListedOccurrence } from './listed-occurrences.ts';
import { listOccurrences, now } from './listed-occurrences.ts';

const AT_ONCE = 8;

interface Props {
  readonly series: Series;
  /** Zone of the reader. */
  readonly zone: string;
  readonly when: (listed: ListedOccurrence) => string;
  readonly pending: boolean;
  readonly onEdit: (listed: ListedOccurrence) => void;
  readonly onCancel: (listed: ListedOccurrence) => void;
  readonly onRestore: (listed: ListedOccurrence) => void;
  /** `null` where this occurrence and the following ones cannot become a series of their own. */
  readonly followingOf: (listed: ListedOccurrence) => (() => void) | null;
}

/** The occurrences of a series from today on, with what can be done to each alone. */
export function OccurrenceList({ series, zone, when, ...actions }: Props) {
  const { t } = useTranslation();
  const [most, setMost] = useState(AT_ONCE);
  const [fromToday, setFromToday] = useState(true);
  const listed = listOccurrences(series, fromToday ? now() : null, zone, most + 1);
  const shown = listed.slice(0, most);
  return (
    <>
      {shown.length === 0 ? <Text c="gray.8">{t('series.dialog.none')}</Text> : null}
      <ul className="side-list" aria-label={t('series.dialog.one')} tabIndex={shown.length > 0 ? 0 : -1}>
        {shown.map((each) => (
          <li key={each.day} className="record-row">
            <Row listed={each} when={when(each)} {...actions} />
          </li>
        ))}
      </ul>
      <Group>
        {listed.length > most ? (
          <Button variant="subtle" onClick={() => setMost(most + AT_ONCE)}>
            {t('series.dialog.more')}
          </Button>
        ) : null}
        <Button variant="subtle" onClick={() => setFromToday(!fromToday)}>
          {t(fromToday ? 'series.dialog.earlier' : 'series.dialog.later')}
        </Button>
      </Group>
    </>
  );
}

interface RowProps extends Omit<Props, 'series' | 'zone' | 'when'> {
  readonly listed: ListedOccurrence;
  readonly when: string;
}

function Row({ listed, when, pending, onEdit, onCancel, onRestore, followingOf }: RowProps) {
  const { t } = useTranslation();
  const { state, occurrence } = listed;
  const subject = occurrence.exception?.fields.subject;
  const onFollowing = followingOf(listed);
  const button = { size: 'compact-sm', variant: 'light', disabled: pending } as const;
  return (
    <Group justify="space-between" wrap="nowrap" align="start">
      <div className="record-text">
        <Group gap="xs">
          <Text td={state === 'cancelled' ? 'line-through' : undefined}>{when}</Text>
          {state === 'regular' ? null : (
            <Badge variant="outline" color="gray.8" tt="none">
              {t(`series.dialog.${state}`)}
            </Badge>
          )}
        </Group>
        {subject == null ? null : (
          <Text size="sm" c="gray.8">
            {subject}
          </Text>
        )}
      </div>
      <Group gap="xs" justify="flex-end" flex="0 1 auto">
        {state === 'cancelled' ? null : (
          <Button {...button} aria-label={t('series.dialog.editOf', { when })} onClick={() => onEdit(listed)}>
            {t('series.dialog.edit')}
          </Button>
        )}
        {state === 'cancelled' ? null : (
          <Button {...button} aria-label={t('series.dialog.cancelOf', { when })} onClick={() => onCancel(listed)}>
            {t('series.dialog.cancel')}
          </Button>
        )}
        {state === 'regular' ? null : (
          <Button {...button} aria-label={t('series.dialog.restoreOf', { when })} onClick={() => onRestore(listed)}>
            {t('series.dialog.restore')}
          </Button>
        )}
        {onFollowing === null ? null : (
          <Button {...button} aria-label={t('series.following.offerOf', { when })} onClick={onFollowing}>
            {t('series.following.offer')}
          </Button>
        )}
      </Group>
    </Group>
  );
}
