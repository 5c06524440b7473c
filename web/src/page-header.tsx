import { Badge, Container, Group, SegmentedControl, Text, Title, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../src/messages/index.ts';
import { LANGUAGES } from '../../src/messages/index.ts';
import { changeLanguage } from './language.ts';

const NAMES: Readonly<Record<Language, string>> = { en: 'English', it: 'Italiano' };

export function PageHeader({ live }: { readonly live: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <header className="page-header">
      <Container size="xl" py="sm">
        <Group justify="space-between" gap="sm">
          <Group gap="sm" wrap="nowrap">
            <img src="/raccordo.svg" alt="" width="36" height="36" />
            <div>
              <Title order={1} size="h3" c="white">
                {t('page.title')}
              </Title>
              <Text size="sm" c="lagoon.1">
                {t('page.subtitle')}
              </Text>
            </div>
          </Group>
          <Group gap="md">
            <Badge color={live ? 'teal.9' : 'gray.7'} variant="filled" aria-live="polite">
              {live ? t('page.live') : t('page.reconnecting')}
            </Badge>
            <div>
              <VisuallyHidden id="language-label">{t('page.language')}</VisuallyHidden>
              <SegmentedControl
                size="xs"
                aria-labelledby="language-label"
                data={LANGUAGES.map((language) => ({ value: language, label: NAMES[language] }))}
                value={i18n.language}
                onChange={(language) => changeLanguage(language as Language)}
              />
            </div>
          </Group>
        </Group>
      </Container>
    </header>
  );
}
