import { Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ItemType } from '../../../../src/model/index.ts';
import type { ItemRules } from '../calls.ts';
import { Choice } from '../choice.tsx';
import { Stated } from '../stated.tsx';

interface Props {
  readonly itemType: ItemType;
  readonly rules: ItemRules;
  /** Sentence at the field of a name that is missing or refused. */
  readonly faults: Readonly<Partial<Record<keyof ItemRules, string>>>;
  readonly onChange: (change: Partial<ItemRules>) => void;
}

export function CrmItemsChoice({ itemType, rules: { crmItems }, faults, onChange }: Props) {
  const { t } = useTranslation();
  // Which appointments take part follows from who owns them or takes part in them.
  if (itemType === 'appointments')
    return <Stated label={t('settings.rules.crmItems')}>{t('settings.rules.crmItemsAppointments')}</Stated>;
  return (
    <Stack gap="xs">
      <Choice
        label={t('settings.rules.crmItems')}
        description={t('settings.rules.crmItemsHelp')}
        value={crmItems.kind}
        options={[
          { value: 'own', label: t('settings.rules.crmItemsOwn') },
          { value: 'ownAndShared', label: t('settings.rules.crmItemsOwnAndShared') },
          { value: 'list', label: t('settings.rules.crmItemsList') },
        ]}
        onChange={(kind) => onChange({ crmItems: kind === 'list' ? { kind, list: '' } : { kind } })}
      />
      {crmItems.kind === 'list' ? (
        <TextInput
          label={t('settings.rules.crmList')}
          value={crmItems.list}
          maxLength={255}
          required
          error={faults.crmItems}
          data-path="crmItems"
          onChange={(event) => onChange({ crmItems: { kind: 'list', list: event.currentTarget.value } })}
        />
      ) : null}
    </Stack>
  );
}

export function ExchangeItemsChoice({ rules: { exchangeItems }, faults, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Choice
        label={t('settings.rules.exchangeItems')}
        description={t('settings.rules.exchangeItemsHelp')}
        value={exchangeItems.kind}
        options={[
          { value: 'all', label: t('settings.rules.exchangeItemsAll') },
          { value: 'onlyCategory', label: t('settings.rules.exchangeItemsOnlyCategory') },
          { value: 'allButCategory', label: t('settings.rules.exchangeItemsAllButCategory') },
        ]}
        onChange={(kind) => {
          const category = exchangeItems.kind === 'all' ? '' : exchangeItems.category;
          onChange({ exchangeItems: kind === 'all' ? { kind } : { kind, category } });
        }}
      />
      {exchangeItems.kind === 'all' ? null : (
        <TextInput
          label={t('settings.rules.exchangeCategory')}
          value={exchangeItems.category}
          maxLength={255}
          required
          error={faults.exchangeItems}
          data-path="exchangeItems"
          onChange={(event) =>
            onChange({ exchangeItems: { kind: exchangeItems.kind, category: event.currentTarget.value } })
          }
        />
      )}
    </Stack>
  );
}
