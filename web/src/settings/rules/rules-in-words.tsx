import { Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ItemType } from '../../../../src/model/index.ts';
import { meaningOf, warningsOf } from '../../../../src/settings/rules-in-words.ts';
import { Notice } from '../../form/notice.tsx';
import type { ItemRules, Profile } from '../calls.ts';

interface Props {
  readonly itemType: ItemType;
  readonly rules: ItemRules;
  readonly profile: Profile;
}

/** What the rules in the form do and what they may cost, while somebody edits them. */
export function RulesInWords({ itemType, rules, profile }: Props) {
  const { t } = useTranslation();
  const warnings = warningsOf(rules, itemType, profile);
  return (
    <Paper p="md" shadow="xs" component="section" aria-labelledby="meaning-heading" className="settings-aside">
      <Stack gap="sm" aria-live="polite">
        <Title order={2} size="h4" id="meaning-heading">
          {t('settings.rules.meaning')}
        </Title>
        <ul className="in-words">
          {meaningOf(rules, itemType, profile).map(({ code, params }) => (
            <li key={code}>
              <Text size="sm">{t(`rules.meaning.${code}`, shown(params))}</Text>
            </li>
          ))}
        </ul>
        {warnings.length === 0 ? null : (
          <Notice tone="care" title={t('settings.rules.warnings')}>
            <ul className="in-words">
              {warnings.map(({ code, params }) => (
                <li key={code}>{t(`rules.warnings.${code}`, params)}</li>
              ))}
            </ul>
          </Notice>
        )}
      </Stack>
    </Paper>
  );
}

/** A name that nobody has typed yet is a gap, not a pair of empty quotes. */
function shown(params: Readonly<Record<string, string | number>>): Readonly<Record<string, string | number>> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value === '' ? '…' : value]));
}
