import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SESSION_KEY, useMe, useSwitchSession } from '../access/session.tsx';
import { endSessions } from '../api/users.ts';
import { LanguageChoice } from '../shell/language-choice.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ChangePassword } from './change-password.tsx';
import { ChangeRefused } from './change-refused.tsx';
import { PersonForm } from './person-form.tsx';
import { Section } from './section.tsx';

/** The own data, for everybody. */
export function MePage() {
  const { t } = useTranslation();
  const { person } = useMe();
  const queries = useQueryClient();
  const switchSession = useSwitchSession();
  const end = useMutation({ mutationFn: () => endSessions(person.name), onSuccess: () => switchSession(null) });
  return (
    <Stack>
      <PageHeading>{t('people.me.heading')}</PageHeading>
      <Section heading={t('people.me.data')}>
        <Text size="sm" mb="sm">
          {t('people.fields.name')}: <b>{person.name}</b>{' '}
          <Badge component="span" variant="outline" tt="none">
            {t(`people.roles.${person.role}`)}
          </Badge>
        </Text>
        <PersonForm
          person={person}
          asAdministrator={false}
          emailHint={t(person.emailVerified ? 'people.me.emailHint' : 'people.me.emailUnconfirmed')}
          onSaved={() => void queries.invalidateQueries({ queryKey: SESSION_KEY })}
        />
      </Section>
      <Section heading={t('people.fields.language')}>
        <LanguageChoice />
      </Section>
      <Section heading={t('people.me.password')}>
        <ChangePassword />
      </Section>
      <Section heading={t('people.me.sessions')}>
        <Group gap="sm">
          <Button variant="default" onClick={() => end.mutate()} loading={end.isPending}>
            {t('people.me.endSessions')}
          </Button>
          <Text size="sm" c="gray.8">
            {t('people.me.sessionsHint')}
          </Text>
        </Group>
        <ChangeRefused error={end.error} fields={[]} onLoad={() => end.reset()} />
      </Section>
    </Stack>
  );
}
