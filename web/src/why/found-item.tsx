import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { codeText } from '../format/problem-text.ts';
import { itemAddress } from './addresses.ts';
import type { FoundItem } from './calls.ts';
import { RemedyText } from './remedy-text.tsx';

/** One match: its state in a word, the reason in a sentence, what would change it, and the way to all about it. */
export function FoundItemRow({ item }: { readonly item: FoundItem }) {
  const { t } = useTranslation();
  const { account, itemType, reason, quarantine } = item;
  const what = item.label ?? t('page.sides.unnamed');
  return (
    <li className="record-row">
      <Group gap="xs">
        <Text fw={600} className="breaks">
          {what}
        </Text>
        <Badge variant="outline">{t(`cli.explain.states.${item.state}`)}</Badge>
      </Group>
      <Text size="sm" c="gray.8" className="breaks">
        {t(`page.state.${itemType}`)} · {account === null ? t('why.noAccount') : t('why.account', { account })}
      </Text>
      {reason === null ? null : <Text size="sm">{codeText(t, reason.code, reason.params ?? {})}</Text>}
      {quarantine === null ? null : (
        <Text size="sm">{codeText(t, quarantine.errorCode, quarantine.errorDetails, 'quarantine')}</Text>
      )}
      <RemedyText remedy={{ code: item.remedy, setting: null }} account={account} itemType={itemType} />
      <Everything item={item} what={what} />
    </li>
  );
}

function Everything({ item, what }: { readonly item: FoundItem; readonly what: string }) {
  const { t } = useTranslation();
  const { account, itemType, crmId, exchangeId } = item;
  const id = crmId ?? exchangeId;
  if (account === null || id === null) return null;
  return (
    <Link
      href={itemAddress({ account, itemType, side: crmId === null ? 'exchange' : 'crm', id })}
      className="text-link small-link"
    >
      {t('why.allOf', { what })}
    </Link>
  );
}
