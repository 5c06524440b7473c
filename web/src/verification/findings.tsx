import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { hasMessage } from '../../../src/messages/index.ts';
import type { Run } from '../api/accounts.ts';
import { fieldName } from '../field-values/field-lines.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { WhyLink } from '../why/why-link.tsx';
import type { Finding } from './calls.ts';
import { readFindings } from './calls.ts';
import { RepairFindings } from './repair-findings.tsx';

const AT_A_TIME = 50;

/** What a verification compared and found, and what a repair would do about it. */
export function Findings({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const pages = useInfiniteQuery({
    queryKey: ['findings', run.id],
    queryFn: ({ pageParam }) => readFindings(run.id, pageParam, AT_A_TIME),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
    enabled: run.outcome === 'done',
  });
  if (run.outcome !== 'done') return null;
  const [first] = pages.data?.pages ?? [];
  const findings = pages.data?.pages.flatMap((page) => page.findings) ?? [];
  const nothing = first !== undefined && first.total === 0;
  return (
    <Section heading={t(nothing ? 'verification.findings.nothingHeading' : 'verification.findings.heading')}>
      <Stack gap="sm">
        {pages.error === null ? null : <Alert color="red.9">{problemText(t, pages.error)}</Alert>}
        {pages.isPending ? <Text>{t('page.loading')}</Text> : null}
        {first === undefined ? null : (
          <>
            {nothing ? <Text>{t('verification.findings.nothing')}</Text> : null}
            <Text size="sm">{t('verification.compared', { ...first.compared })}</Text>
            {nothing ? null : <Text fw={600}>{t('verification.findings.total', { count: first.total })}</Text>}
          </>
        )}
        {findings.length === 0 ? null : (
          <ol className="plain-list" aria-label={t('verification.findings.heading')}>
            {findings.map((finding) => (
              <Row key={finding.ordinal} finding={finding} run={run} />
            ))}
          </ol>
        )}
        {pages.hasNextPage ? (
          <Group>
            <Button variant="default" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
              {t('verification.findings.more')}
            </Button>
          </Group>
        ) : null}
        {first === undefined || nothing ? null : <RepairFindings runId={run.id} />}
      </Stack>
    </Section>
  );
}

function Row({ finding, run }: { readonly finding: Finding; readonly run: Run }) {
  const { t } = useTranslation();
  const { kind, fields, repair, crmId, exchangeId, details } = finding;
  const what = finding.label ?? t('page.sides.unnamed');
  const sentence = `verification.kinds.${kind}`;
  return (
    <li className="record-row">
      <Text fw={600} className="breaks">
        {what}
      </Text>
      <Text size="sm">
        {hasMessage(sentence) ? t(sentence, { ...details }) : t('verification.kinds.other', { kind })}
      </Text>
      {fields.length === 0 ? null : (
        <Text size="sm" c="gray.8">
          {t('verification.findings.fields', { fields: fields.map((field) => fieldName(t, field)).join(', ') })}
        </Text>
      )}
      <Text size="sm" c="gray.8">
        {t(`verification.repairs.${repair}`)}
      </Text>
      <WhyLink account={run.account} itemType={run.itemType} crmId={crmId} exchangeId={exchangeId} what={what} />
    </li>
  );
}
