import { SimpleGrid, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { codeText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { itemAddress } from './addresses.ts';
import type { ItemExplanation } from './calls.ts';

/** What each side has of the item right now, and items that could be the same. */
export function ItemSides({ item }: { readonly item: ItemExplanation }) {
  const { t } = useTranslation();
  const { candidates, account, itemType } = item;
  return (
    <Section heading={t('why.item.sides')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {(['crm', 'exchange'] as const).map((side) => (
          <End key={side} side={side} end={item[side]} />
        ))}
      </SimpleGrid>
      {candidates.length === 0 ? null : (
        <>
          <Title order={3} size="h6" mt="md">
            {t('why.item.candidates')}
          </Title>
          <ul className="candidates">
            {candidates.map(({ side, id, label }) => (
              <li key={`${side} ${id}`}>
                <Link href={itemAddress({ account, itemType, side, id })} className="text-link">
                  {label ?? t('page.sides.unnamed')}
                </Link>{' '}
                ({t(`page.sides.${side}`)})
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

interface EndProps {
  readonly side: 'crm' | 'exchange';
  readonly end: ItemExplanation['crm'];
}

function End({ side, end }: EndProps) {
  const { t } = useTranslation();
  return (
    <div>
      <Title order={3} size="h6">
        {t(`why.item.side.${side}`)}
      </Title>
      {end.label === null ? null : (
        <Text size="sm" className="breaks">
          {end.label}
        </Text>
      )}
      <Text size="sm">{t(`explain.ends.${end.state}`)}</Text>
      {end.takesPart === null || end.takesPart === 'yes' ? null : (
        <Text size="sm">{t(`explain.takesPart.${end.takesPart}`)}</Text>
      )}
      {end.problem === null ? null : <Text size="sm">{codeText(t, end.problem.code, end.problem.details)}</Text>}
    </div>
  );
}
