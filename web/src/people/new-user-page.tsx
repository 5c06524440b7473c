import { Alert, Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { ROLES } from '../../../src/people/port.ts';
import { useMe } from '../access/session.tsx';
import type { NewUser } from '../api/users.ts';
import { createUser } from '../api/users.ts';
import { useAnswerFocus } from '../format/use-answer-focus.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { useUnsavedGuard } from '../shell/unsaved.ts';
import { IDENTITY_FIELDS, IdentityFields, isIdentified } from './identity-fields.tsx';
import { problemsByField, unplacedProblem } from './person-problems.ts';
import { TimeZoneSelect } from './time-zone-select.tsx';

const FIELDS = [...IDENTITY_FIELDS, 'timeZone', 'role'] as const;

export function NewUserPage() {
  const { t } = useTranslation();
  const { person: me } = useMe();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [initial] = useState<NewUser>(() => ({
    name: '',
    displayName: '',
    email: '',
    timeZone: me.timeZone,
    role: 'user',
    emailVerified: true,
  }));
  const [values, setValues] = useState(initial);
  const set = (change: Partial<NewUser>) => setValues((before) => ({ ...before, ...change }));
  const guard = useUnsavedGuard(FIELDS.some((name) => values[name] !== initial[name]));
  const create = useMutation({
    mutationFn: () => createUser(values),
    onSuccess: (user) => {
      guard.release();
      void queries.invalidateQueries({ queryKey: ['users'] });
      navigate(`/users/${encodeURIComponent(user.name)}`);
    },
  });
  const problems = problemsByField(t, create.error);
  const unplaced = unplacedProblem(t, create.error, FIELDS);
  const incomplete = !isIdentified(values);
  const form = useAnswerFocus<HTMLFormElement>(create.isPending, create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!incomplete) create.mutate();
  };
  return (
    <Stack>
      <PageHeading>{t('people.create.heading')}</PageHeading>
      <Text>{t('people.create.explain')}</Text>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack maw={560}>
          <IdentityFields values={values} onChange={set} problems={problems} />
          <Checkbox
            label={t('people.create.confirmed')}
            description={t('people.create.confirmedHint')}
            checked={values.emailVerified}
            onChange={(event) => set({ emailVerified: event.currentTarget.checked })}
          />
          <TimeZoneSelect
            value={values.timeZone}
            onChange={(timeZone) => set({ timeZone })}
            error={problems['timeZone']}
          />
          <Select
            label={t('people.fields.role')}
            description={t(`people.roleHints.${values.role}`)}
            data={ROLES.map((role) => ({ value: role, label: t(`people.roles.${role}`) }))}
            value={values.role}
            onChange={(role) => set({ role: role ?? values.role })}
            allowDeselect={false}
          />
          <div role="alert" tabIndex={-1}>
            {unplaced === null ? null : <Alert color="red.9">{unplaced}</Alert>}
          </div>
          <Group>
            <Button type="submit" loading={create.isPending} disabled={incomplete}>
              {t('people.create.submit')}
            </Button>
            <Button variant="default" component={Link} href="/users">
              {t('page.cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}
