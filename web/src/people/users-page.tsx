import { Alert, Badge, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe } from '../access/session.tsx';
import type { Person } from '../api/users.ts';
import { readUsers } from '../api/users.ts';
import { agoText } from '../format/moment.ts';
import { problemText } from '../format/problem-text.ts';
import { useNow } from '../format/use-now.ts';
import { PageHeading } from '../shell/page-heading.tsx';

const NOW_EVERY_MS = 30_000;

export function UsersPage() {
  const { t, i18n } = useTranslation();
  const { person: me } = useMe();
  const now = useNow(NOW_EVERY_MS);
  const users = useQuery({ queryKey: ['users'], queryFn: readUsers });
  const [search, setSearch] = useState('');
  const all = users.data ?? [];
  const shown = all.filter((user) => matches(user, search, i18n.language));
  return (
    <Stack>
      <Group justify="space-between">
        <PageHeading>{t('people.list.heading')}</PageHeading>
        <Button component={Link} href="/users/new">
          {t('people.list.add')}
        </Button>
      </Group>
      <TextInput
        type="search"
        label={t('people.list.search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        maw={420}
      />
      {users.error === null ? null : <Alert color="red.9">{problemText(t, users.error)}</Alert>}
      {users.isPending ? <Text>{t('page.loading')}</Text> : null}
      {users.data === undefined ? null : (
        <Paper p="md" shadow="xs">
          <Text size="sm" c="gray.8" role="status">
            {all.length === 0
              ? t('people.list.empty')
              : shown.length === 0
                ? t('people.list.nothingFound', { search: search.trim() })
                : t('people.list.shown', { shown: shown.length, total: all.length })}
          </Text>
          <ul className="plain-list" aria-label={t('people.list.heading')}>
            {shown.map((user) => (
              <li key={user.id} className="record-row">
                <Group justify="space-between" gap="xs">
                  <div>
                    <Link href={`/users/${encodeURIComponent(user.name)}`} className="text-link strong">
                      {user.displayName}
                    </Link>
                    <Text size="sm" c="gray.8">
                      {user.name} · {user.email}
                    </Text>
                    <Text size="sm" c="gray.8">
                      {user.lastSignInAt === null
                        ? t('people.list.neverSignedIn')
                        : t('people.list.lastSignIn', { when: agoText(user.lastSignInAt, i18n.language, now) })}
                    </Text>
                  </div>
                  <Group gap={6}>
                    {user.id === me.id ? (
                      <Badge variant="light" tt="none">
                        {t('people.list.you')}
                      </Badge>
                    ) : null}
                    <PersonBadges user={user} />
                  </Group>
                </Group>
              </li>
            ))}
          </ul>
        </Paper>
      )}
    </Stack>
  );
}

/** The role, and whatever is not as it should be. */
function PersonBadges({ user }: { readonly user: Person }) {
  const { t } = useTranslation();
  return (
    <>
      <Badge color="lagoon.8" variant={user.role === 'administrator' ? 'filled' : 'outline'} tt="none">
        {t(`people.roles.${user.role}`)}
      </Badge>
      {user.active ? null : (
        <Badge color="gray.7" tt="none">
          {t('people.list.inactive')}
        </Badge>
      )}
      {user.emailVerified ? null : (
        <Badge color="orange.9" variant="outline" tt="none">
          {t('people.list.emailUnconfirmed')}
        </Badge>
      )}
      {user.hasPassword ? null : (
        <Badge color="orange.9" variant="outline" tt="none">
          {t('people.list.noPassword')}
        </Badge>
      )}
    </>
  );
}

/** Without regard to case and accents, every word somewhere. */
function matches(user: Person, search: string, language: string): boolean {
  const folded = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase(language);
  const text = folded(`${user.displayName} ${user.name} ${user.email}`);
  return folded(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
