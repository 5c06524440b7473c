import { Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ItemType } from '../../../src/model/index.ts';
import { ITEM_TYPES } from '../../../src/model/index.ts';
import { Toggle } from '../toggle.tsx';
import type { AccountValues } from './account-values.ts';
import type { ItemTypeObstacle } from './item-type-obstacle.ts';

interface Props {
  readonly form: UseFormReturnType<AccountValues>;
  readonly obstacles: Readonly<Record<ItemType, ItemTypeObstacle | null>>;
}

/** "Sincronizza contatti", "Sincronizza appuntamenti". */
export function ItemTypeFields({ form, obstacles }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      {ITEM_TYPES.map((itemType) => {
        const obstacle = obstacles[itemType];
        const sentence =
          obstacle === null
            ? null
            : obstacle.kind === 'rules'
              ? t(`accounts.form.offInProfile.${itemType}`)
              : t(`accounts.form.elsewhere.${itemType}`, {
                  profile: obstacle.account.profile.title,
                  mailbox: obstacle.account.mailbox,
                });
        return (
          <Toggle
            key={itemType}
            label={t(`accounts.form.${itemType}`)}
            description={sentence}
            classNames={{ label: 'account-switch-label' }}
            // What is on stays reachable: it may be just what has to be switched off.
            disabled={obstacle !== null && !form.values[itemType]}
            {...form.getInputProps(itemType, { type: 'checkbox' })}
          />
        );
      })}
    </Stack>
  );
}
