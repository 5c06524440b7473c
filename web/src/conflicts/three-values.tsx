import './conflicts.css';
import { Badge, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fieldKindOf } from '../field-values/field-kind.ts';
import { fieldText } from '../field-values/field-lines.ts';
import { FieldValue } from '../field-values/field-value.tsx';
import type { Conflict } from './calls.ts';

/** What both had agreed on, and what each side said, side by side. What differs is underlined, and said in words. */
export function ThreeValues({ conflict }: { readonly conflict: Conflict }) {
  const { t } = useTranslation();
  const { field, base, winner } = conflict;
  const hasBase = base !== null;
  return (
    <div className="three-values">
      <article aria-labelledby="value-base">
        <Title order={3} size="h6" id="value-base">
          {t('conflicts.one.base')}
        </Title>
        <Text size="sm" c="gray.8">
          {t(hasBase ? 'conflicts.one.baseExplain' : 'conflicts.one.baseNone')}
        </Text>
        {hasBase ? <FieldValue field={field} value={base} /> : null}
        <ConflictPhoto conflict={conflict} of="base" />
      </article>
      {(['crm', 'exchange'] as const).map((side) => (
        <article key={side} aria-labelledby={`value-${side}`} data-winner={side === winner || undefined}>
          <Group gap="xs">
            <Title order={3} size="h6" id={`value-${side}`}>
              {t(`conflicts.one.${side}`)}
            </Title>
            <Badge variant={side === winner ? 'filled' : 'outline'} color={side === winner ? 'teal.9' : 'orange.9'}>
              {t(side === winner ? 'conflicts.one.won' : 'conflicts.one.lost')}
            </Badge>
          </Group>
          <Text size="sm" c="gray.8">
            <Compared field={field} base={base} value={conflict[side]} />
          </Text>
          <FieldValue field={field} value={conflict[side]} comparedWith={base} marks={hasBase} />
          <ConflictPhoto conflict={conflict} of={side} />
        </article>
      ))}
    </div>
  );
}

function Compared({ field, base, value }: { readonly field: string; readonly base: unknown; readonly value: unknown }) {
  const { t, i18n } = useTranslation();
  const reader = { t, language: i18n.language };
  if (value === null) return t('conflicts.one.emptied');
  if (base === null) return t('conflicts.one.added');
  const isSame = fieldText(field, base, reader) === fieldText(field, value, reader);
  return t(isSame ? 'conflicts.one.sameAsBase' : 'conflicts.one.changed');
}

/** Two pictures are compared by looking. */
function ConflictPhoto({ conflict, of }: { readonly conflict: Conflict; readonly of: 'base' | 'crm' | 'exchange' }) {
  const { t } = useTranslation();
  if (fieldKindOf(conflict.field) !== 'photo' || conflict[of] === null) return null;
  const address = `/api/conflicts/${encodeURIComponent(conflict.id)}/photos/${of}`;
  return <img className="contact-photo" src={address} alt={`${t('fields.photo')}: ${t(`conflicts.one.${of}`)}`} />;
}
