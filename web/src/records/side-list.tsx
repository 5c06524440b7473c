import { Alert, Button, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AskedItem } from '../why/addresses.ts';
import { WhyLink } from '../why/why-link.tsx';

export interface SideRow {
  readonly id: string;
  /** Changes whenever the item does: a changed row lights up for a moment. */
  readonly version: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** Address of a picture of it. */
  readonly photo?: string | null;
  readonly badge: ReactNode;
}

interface Props {
  /** Where its rows are asked about. */
  readonly asked: Omit<AskedItem, 'id'>;
  readonly heading: string;
  readonly rows: readonly SideRow[];
  readonly total: number | null;
  readonly loading: boolean;
  /** A sentence, when the side cannot be read. */
  readonly problem: string | null;
  readonly emptyText: string;
  readonly action: ReactNode;
  readonly onMore: (() => void) | null;
  readonly onOpen: ((id: string) => void) | null;
}

/** One side's items: a list that a screen reader reads as one, and that shows what has just changed. */
export function SideList(props: Props) {
  const { t } = useTranslation();
  const { heading, rows, total, loading, problem } = props;
  const fresh = useFreshRows(rows);
  return (
    <Paper p="md" shadow="xs" component="section" aria-label={heading}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h5">
            {heading}
          </Title>
          <Group gap="sm">
            {loading ? <Loader size="xs" aria-label={t('page.loading')} /> : null}
            <Text size="sm" c="gray.8">
              {total === null ? null : t('page.sides.shown', { shown: rows.length, total })}
            </Text>
            {props.action}
          </Group>
        </Group>
        {problem === null ? null : <Alert color="red.9">{problem}</Alert>}
        {rows.length === 0 && !loading && problem === null ? <Text c="gray.8">{props.emptyText}</Text> : null}
        <ul className="side-list" tabIndex={rows.length > 0 ? 0 : -1} aria-label={heading}>
          {rows.map((row) => (
            <li key={row.id} className={fresh.has(row.id) ? 'record-row fresh' : 'record-row'} data-id={row.id}>
              <Row row={row} asked={props.asked} onOpen={props.onOpen} />
            </li>
          ))}
        </ul>
        {props.onMore === null ? null : (
          <Button variant="subtle" onClick={props.onMore}>
            {t('page.sides.more')}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}

function Row({ row, asked, onOpen }: { readonly row: SideRow } & Pick<Props, 'asked' | 'onOpen'>) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" wrap="nowrap" align="start">
      {/* The name stands beside it. */}
      {row.photo == null ? null : <img className="row-photo" src={row.photo} alt="" loading="lazy" />}
      <div className="record-text">
        <Group gap="xs">
          <Text fw={600}>{row.title}</Text>
          {row.badge}
        </Group>
        {row.lines.map((line) => (
          <Text size="sm" c="gray.8" key={line}>
            {line}
          </Text>
        ))}
      </div>
      <Group gap="sm" wrap="nowrap" flex="none">
        <WhyLink
          account={asked.account}
          itemType={asked.itemType}
          crmId={asked.side === 'crm' ? row.id : null}
          exchangeId={asked.side === 'exchange' ? row.id : null}
          what={row.title}
        />
        {onOpen === null ? null : (
          <Button
            size="compact-sm"
            variant="light"
            aria-label={t('page.sides.edit', { what: row.title })}
            onClick={() => onOpen(row.id)}
          >
            ✎
          </Button>
        )}
      </Group>
    </Group>
  );
}

/** Rows that are new or changed since the list was first shown. */
function useFreshRows(rows: readonly SideRow[]): ReadonlySet<string> {
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  const before = known.current;
  const fresh = new Set(
    before === null ? [] : rows.filter(({ id, version }) => before.get(id) !== version).map(({ id }) => id),
  );
  if (rows.length > 0) {
    const versions = new Map(before ?? []);
    for (const { id, version } of rows) versions.set(id, version);
    if (fresh.size > 0 || before === null) known.current = versions;
  }
  return fresh;
}
