import { Alert, Anchor, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { SESSION_KEY, useMe } from '../access/session.tsx';
import { ExternalAccounts } from '../accounts/external-accounts.tsx';
import { ApiProblem } from '../api/problem.ts';
import { readUser } from '../api/users.ts';
import { problemText } from '../format/problem-text.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { PersonForm } from './person-form.tsx';
import { Section } from './section.tsx';
import { SignInSettings } from './sign-in-settings.tsx';

/** One user, for administrators. */
export function UserPage({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const { person: me } = useMe();
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const user = useQuery({ queryKey: ['users', name], queryFn: () => readUser(name), retry: false });
  if (user.data === undefined) {
    const gone = user.error instanceof ApiProblem && user.error.status === 404;
    return (
      <Stack>
        <PageHeading>{name}</PageHeading>
        {user.error === null ? <Text>{t('page.loading')}</Text> : null}
        {user.error === null ? null : (
          <Alert color={gone ? 'orange.9' : 'red.9'}>
            {gone ? t('people.user.unknown', { user: name }) : problemText(t, user.error)}
          </Alert>
        )}
        <Link href="/users">{t('people.user.back')}</Link>
      </Stack>
    );
  }
  const person = user.data;
  return (
    <Stack>
      <Anchor component={Link} href="/users" size="sm">
        ← {t('people.user.back')}
      </Anchor>
      <PageHeading>{person.displayName}</PageHeading>
      <Section heading={t('people.user.data')}>
        <PersonForm
          person={person}
          asAdministrator
          emailHint=""
          onSaved={(saved) => {
            if (saved.id === me.id) void queries.invalidateQueries({ queryKey: SESSION_KEY });
            if (saved.name !== name) navigate(`/users/${encodeURIComponent(saved.name)}`, { replace: true });
          }}
        />
      </Section>
      <Section heading={t('people.user.sign')}>
        <SignInSettings person={person} />
      </Section>
      <section aria-labelledby="accounts-heading">
        <Title order={2} size="h4" mb="sm" id="accounts-heading">
          {t('people.user.accounts')}
        </Title>
        <ExternalAccounts user={person.name} />
      </section>
    </Stack>
  );
}
