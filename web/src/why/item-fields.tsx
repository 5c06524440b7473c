import './why.css';
import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldName } from '../field-values/field-lines.ts';
import { FieldValue } from '../field-values/field-value.tsx';
import { Section } from '../people/section.tsx';
import type { ItemExplanation } from './calls.ts';
import { RemedyText } from './remedy-text.tsx';

type ExplainedField = ItemExplanation['fields'][number];

const isQuiet = ({ outcome, changedOn }: ExplainedField) => outcome === 'unchanged' && changedOn === 'none';

/** Field by field: what was agreed, what each side says, and what the next run makes of it. */
export function ItemFields({ item }: { readonly item: ItemExplanation }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const quiet = item.fields.filter(isQuiet);
  const shown = all ? item.fields : item.fields.filter((field) => !isQuiet(field));
  if (item.fields.length === 0) return null;
  return (
    <Section heading={t('why.item.fields')}>
      <Stack gap="sm">
        <Text size="sm">{t('why.item.fieldsExplain')}</Text>
        {shown.length === 0 ? null : (
          <table className="field-table">
            <thead>
              <tr>
                {(['field', 'base', 'crm', 'exchange', 'outcome'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`why.item.columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((field) => (
                <FieldRow key={field.field} field={field} item={item} />
              ))}
            </tbody>
          </table>
        )}
        {quiet.length === 0 || all ? null : (
          <Text size="sm">
            {t('why.item.unchanged', { count: quiet.length })}{' '}
            <Button size="compact-sm" variant="default" onClick={() => setAll(true)}>
              {t('why.item.showUnchanged')}
            </Button>
          </Text>
        )}
      </Stack>
    </Section>
  );
}

function FieldRow({ field, item }: { readonly field: ExplainedField; readonly item: ItemExplanation }) {
  const { t } = useTranslation();
  const { field: name, baseCrm, crm, exchange, baseExchange, changedOn } = field;
  const cell = (column: 'base' | 'crm' | 'exchange') => t(`why.item.columns.${column}`);
  return (
    <tr>
      <th scope="row">{fieldName(t, name)}</th>
      <td data-column={cell('base')}>
        <FieldValue field={name} value={baseCrm} />
      </td>
      <td data-column={cell('crm')}>
        <FieldValue
          field={name}
          value={crm}
          comparedWith={baseCrm}
          marks={changedOn === 'crm' || changedOn === 'both'}
        />
      </td>
      <td data-column={cell('exchange')}>
        <FieldValue
          field={name}
          value={exchange}
          comparedWith={baseExchange}
          marks={changedOn === 'exchange' || changedOn === 'both'}
        />
      </td>
      <td data-column={t('why.item.columns.outcome')}>
        <Text size="sm">{t(`explain.outcomes.${field.outcome}`)}</Text>
        {field.winner === null ? null : <Text size="sm">{t(`why.item.winner.${field.winner}`)}</Text>}
        {field.remedies.map((remedy) => (
          <RemedyText
            key={`${remedy.code} ${remedy.setting}`}
            remedy={remedy}
            account={item.account}
            itemType={item.itemType}
          />
        ))}
      </td>
    </tr>
  );
}
