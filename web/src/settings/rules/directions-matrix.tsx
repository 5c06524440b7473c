import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Toggle } from '../../toggle.tsx';
import type { ItemRules } from '../calls.ts';

interface Props {
  readonly rules: ItemRules;
  readonly onChange: (change: Partial<ItemRules>) => void;
}

const ROWS = [
  ['updating', ['updateCrmToExchange', 'updateExchangeToCrm']],
  ['deleting', ['deleteCrmToExchange', 'deleteExchangeToCrm']],
] as const;

/** What travels, by direction: a switch in each cell, named as in the manual. */
export function DirectionsMatrix({ rules, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm" fw={600} id="directions-label">
        {t('settings.rules.directions')}
      </Text>
      <Text size="xs" c="gray.7" mb="xs">
        {t('settings.rules.directionsHelp')}
      </Text>
      <table className="directions" aria-labelledby="directions-label">
        <thead>
          <tr>
            <th scope="col">{t('settings.rules.toExchange')}</th>
            <th scope="col">{t('settings.rules.toCrm')}</th>
          </tr>
        </thead>
        {ROWS.map(([row, cells]) => (
          <tbody key={row}>
            <tr>
              <th scope="rowgroup" colSpan={2}>
                {t(`settings.rules.${row}`)}
              </th>
            </tr>
            <tr>
              {cells.map((rule) => (
                <td key={rule}>
                  <Toggle
                    label={t(`settings.rules.${rule}`)}
                    description={t(`settings.rules.${rule}Help`)}
                    checked={rules[rule]}
                    onChange={(event) => onChange({ [rule]: event.currentTarget.checked })}
                  />
                </td>
              ))}
            </tr>
          </tbody>
        ))}
      </table>
    </div>
  );
}
