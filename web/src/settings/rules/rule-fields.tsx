import { Stack, TagsInput, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ItemType } from '../../../../src/model/index.ts';
import { Toggle } from '../../toggle.tsx';
import type { ItemRules } from '../calls.ts';
import { Choice } from '../choice.tsx';
import { Section } from '../section.tsx';
import { DirectionsMatrix } from './directions-matrix.tsx';
import { CrmItemsChoice, ExchangeItemsChoice } from './item-choices.tsx';

interface Props {
  readonly itemType: ItemType;
  readonly rules: ItemRules;
  readonly faults: Readonly<Partial<Record<keyof ItemRules, string>>>;
  readonly onChange: (change: Partial<ItemRules>) => void;
}

const MOST_CATEGORIES = 20;

/** "Regole di sincronizzazione" of one item type, in the order of the manual. */
export function RuleFields({ itemType, rules, faults, onChange }: Props) {
  const { t } = useTranslation();
  const label = (name: string) => t(`settings.rules.${name}`);
  const options = <const Value extends string>(rule: string, values: readonly Value[]) =>
    values.map((value) => ({
      value,
      label: label(`${rule}${value.charAt(0).toUpperCase()}${value.slice(1)}`),
    }));
  return (
    <Stack gap="lg">
      <Section heading={t(`settings.profile.${itemType}`)}>
        <Toggle
          label={label('synchronise')}
          description={label(itemType === 'contacts' ? 'synchroniseContactsHelp' : 'synchroniseAppointmentsHelp')}
          checked={rules.synchronise}
          onChange={(event) => onChange({ synchronise: event.currentTarget.checked })}
        />
        {rules.synchronise ? null : <Text size="sm">{label('off')}</Text>}
        <DirectionsMatrix rules={rules} onChange={onChange} />
      </Section>
      <Section heading={label('conflicts')}>
        <Choice
          label={label('conflictStrategy')}
          description={label('conflictStrategyHelp')}
          value={rules.conflictStrategy}
          options={options('conflictStrategy', ['crm', 'exchange'])}
          onChange={(conflictStrategy) => onChange({ conflictStrategy })}
        />
        <Choice
          label={label('conflictGranularity')}
          description={label('conflictGranularityHelp')}
          value={rules.conflictGranularity}
          options={options('conflictGranularity', ['field', 'item'])}
          onChange={(conflictGranularity) => onChange({ conflictGranularity })}
        />
        <Choice
          label={label('exchangeDeleteMode')}
          description={label('exchangeDeleteModeHelp')}
          value={rules.exchangeDeleteMode}
          options={options('exchangeDeleteMode', ['deletedItems', 'permanent'])}
          onChange={(exchangeDeleteMode) => onChange({ exchangeDeleteMode })}
        />
        <Choice
          label={label('exchangeConflictResolution')}
          description={label('exchangeConflictResolutionHelp')}
          value={rules.exchangeConflictResolution}
          options={options('exchangeConflictResolution', ['neverOverwrite', 'autoResolve', 'alwaysOverwrite'])}
          onChange={(exchangeConflictResolution) => onChange({ exchangeConflictResolution })}
        />
      </Section>
      <Section heading={label('items')}>
        <TagsInput
          label={label('exchangeCategories')}
          description={label('exchangeCategoriesHelp')}
          value={[...rules.exchangeCategories]}
          onChange={(exchangeCategories) => onChange({ exchangeCategories })}
          maxTags={MOST_CATEGORIES}
          // Outlook takes neither as a part of a name.
          splitChars={[',', ';']}
          error={faults.exchangeCategories}
          data-path="exchangeCategories"
        />
        <CrmItemsChoice itemType={itemType} rules={rules} faults={faults} onChange={onChange} />
        <ExchangeItemsChoice itemType={itemType} rules={rules} faults={faults} onChange={onChange} />
      </Section>
    </Stack>
  );
}
