import { Alert, Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { conflictAddress } from '../conflicts/addresses.ts';
import { momentText } from '../format/moment.ts';
import { codeText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import type { ItemExplanation } from './calls.ts';
import { RemedyText } from './remedy-text.tsx';

/** How the item stands in one sentence, what stands in the way, what the next run does, and what would change it. */
export function ItemStanding({ item }: { readonly item: ItemExplanation }) {
  const { t, i18n } = useTranslation();
  const { step, since, remedies, account, itemType, quarantine } = item;
  return (
    <Section heading={t('why.item.now')}>
      <Stack gap="sm">
        <Text fw={600}>
          {t(`explain.states.${item.state}`)}{' '}
          {since === null ? '' : t('why.item.since', { when: momentText(since, i18n.language) })}
        </Text>
        <Obstacles item={item} />
        {step === null ? null : (
          <div>
            <Title order={3} size="h6">
              {t('why.item.next')}
            </Title>
            <Text size="sm">{codeText(t, step.reason.code, step.reason.params ?? {})}</Text>
          </div>
        )}
        {quarantine === null ? null : (
          <Text size="sm">
            {codeText(t, quarantine.errorCode, quarantine.errorDetails, 'quarantine')}{' '}
            {t('why.item.until', { when: momentText(quarantine.nextAt, i18n.language) })}
          </Text>
        )}
        {item.inFlight.map(({ kind, since: sentAt }) => (
          <Text size="sm" key={`${kind} ${sentAt}`}>
            {t('why.item.inFlight', { when: momentText(sentAt, i18n.language) })}
          </Text>
        ))}
        <OpenConflicts ids={item.openConflicts} />
        <div>
          <Title order={3} size="h6">
            {t('why.item.change')}
          </Title>
          {remedies.every(({ code }) => code === 'nothing_to_do') ? (
            <Text size="sm">{t('why.item.nothingToDo')}</Text>
          ) : null}
          {remedies.map((remedy) => (
            <RemedyText
              key={`${remedy.code} ${remedy.setting}`}
              remedy={remedy}
              account={account}
              itemType={itemType}
            />
          ))}
        </div>
      </Stack>
    </Section>
  );
}

/** What keeps the next run from looking at the item at all. */
function Obstacles({ item: { obstacles, account, itemType } }: { readonly item: ItemExplanation }) {
  const { t, i18n } = useTranslation();
  if (obstacles.length === 0) return null;
  return (
    <Alert color="orange.9" title={t('why.item.obstacles')}>
      <ul className="plain-list">
        {obstacles.map(({ code, reason, problem, since, until, remedy }) => (
          <li key={code}>
            <Text size="sm">
              {t(`explain.obstacles.${code}`)} {reason === null ? '' : codeText(t, reason.code, reason.params ?? {})}{' '}
              {problem === null ? '' : codeText(t, problem.code, problem.details)}{' '}
              {since === null ? '' : t('why.item.since', { when: momentText(since, i18n.language) })}{' '}
              {until === null ? '' : t('why.item.until', { when: momentText(until, i18n.language) })}
            </Text>
            <RemedyText remedy={remedy} account={account} itemType={itemType} obstacle={code} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function OpenConflicts({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation();
  if (ids.length === 0) return null;
  return (
    <Group gap="xs">
      <Badge color="orange.9">{t('why.item.conflicts')}</Badge>
      {ids.map((id, index) => (
        <Link key={id} href={conflictAddress(id)} className="text-link">
          {t('why.item.openConflict')}
          {ids.length === 1 ? '' : ` ${index + 1}`}
        </Link>
      ))}
    </Group>
  );
}
