import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { hasMessage } from '../../../src/messages/index.ts';
import type { ItemType } from '../../../src/model/index.ts';
import { useMe } from '../access/session.tsx';
import { useAccount } from '../accounts/use-account-data.ts';
import type { Remedy } from './calls.ts';
import { remedyPlaceOf } from './remedy-place.ts';

interface Props {
  readonly remedy: Remedy;
  /** Name of the account; `null`: none has met the item. */
  readonly account: string | null;
  readonly itemType: ItemType;
  /** What the remedy is to take out of the way; absent: it is about the item itself. */
  readonly obstacle?: string;
}

/** What would change it, in a sentence, and the way to where that is done. */
export function RemedyText({ account, ...props }: Props) {
  const { t } = useTranslation();
  const key = `explain.remedies.${props.remedy.code}`;
  const sentence = hasMessage(key) ? t(key) : null;
  if (sentence === null || props.remedy.code === 'nothing_to_do') return null;
  return (
    <Text size="sm">
      {sentence} {account === null ? null : <Place {...props} account={account} />}
    </Text>
  );
}

function Place({ remedy, account, itemType, obstacle }: Props & { readonly account: string }) {
  const { t } = useTranslation();
  const { isAdministrator } = useMe();
  const profile = useAccount(account).data?.profile.name ?? null;
  const place = remedyPlaceOf(remedy, { account, profile, itemType }, obstacle);
  if (place === null) return null;
  if (place.onlyAdministrators && !isAdministrator) return t('why.item.toSetting.askAdministrator');
  return (
    <Link href={place.address} className="text-link">
      {t(`why.item.toSetting.${place.name}`)}
    </Link>
  );
}
