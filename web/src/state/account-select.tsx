import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListedAccount } from '../api/accounts.ts';
import type { AccountChoice } from './use-account-choice.ts';

/** "Casella": which account the page is about. Where not all can be listed, typing finds the others. */
export function AccountSelect({ choice }: { readonly choice: AccountChoice }) {
  const { t } = useTranslation();
  const { offered, total, chosen } = choice;
  if (chosen === undefined || total < 2) return null;
  const listed = offered?.accounts ?? [];
  const isOffered = listed.some(({ name }) => name === chosen.name);
  const common = {
    label: t('page.accounts.choose'),
    value: chosen.name,
    onChange: choice.choose,
    allowDeselect: false,
    maw: 560,
  };
  const options = listed.map(optionOf);
  if (total === listed.length && isOffered) return <Select {...common} data={options} />;
  return (
    <Select
      {...common}
      description={t('page.accounts.chooseAmong', { count: total })}
      // The box shows the chosen one, so it has to be among the options; what was searched for stands before it.
      data={isOffered ? options : [...options, optionOf(chosen)]}
      filter={({ options: found }) => found}
      searchable
      onSearchChange={(text) => choice.search(text === labelOf(chosen) ? '' : text)}
      nothingFoundMessage={t('page.accounts.noneFound')}
      maxDropdownHeight={320}
      selectFirstOptionOnChange
    />
  );
}

type Named = Pick<ListedAccount, 'name' | 'user' | 'mailbox'>;

function optionOf(account: Named) {
  return { value: account.name, label: labelOf(account) };
}

function labelOf({ user, mailbox }: Named): string {
  return `${user.displayName} · ${mailbox}`;
}
