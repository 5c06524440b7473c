import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../src/people/port.ts';
import type { Person } from '../api/users.ts';
import { changeUser, readUser } from '../api/users.ts';
import { useAnswerFocus } from '../format/use-answer-focus.ts';
import { useUnsavedGuard } from '../shell/unsaved.ts';
import { ChangeRefused } from './change-refused.tsx';
import type { Identity } from './identity-fields.tsx';
import { IDENTITY_FIELDS, IdentityFields, isIdentified } from './identity-fields.tsx';
import { problemsByField } from './person-problems.ts';
import { TimeZoneSelect } from './time-zone-select.tsx';
import { useDraft } from './use-draft.ts';

interface Values extends Identity {
  readonly timeZone: string;
  readonly role: Person['role'];
}

interface Props {
  readonly person: Person;
  /** Administrators change everything; a person the own name, address and zone. */
  readonly asAdministrator: boolean;
  readonly emailHint: string;
  readonly onSaved: (person: Person) => void;
}

const FIELDS = [...IDENTITY_FIELDS, 'timeZone', 'role'] as const;

/** The data of one person. */
export function PersonForm({ person, asAdministrator, emailHint, onSaved }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const draft = useDraft<Values>(valuesOf(person), person.etag);
  const [notice, setNotice] = useState<'saved' | 'compared' | null>(null);
  const guard = useUnsavedGuard(draft.isDirty);
  const save = useMutation({
    mutationFn: () => changeUser(person.name, draft.etag, draft.changes),
    onMutate: () => setNotice(null),
    onSuccess: (saved) => {
      guard.release();
      draft.rebase(valuesOf(saved), saved.etag);
      queries.setQueryData(['users', saved.name], saved);
      void queries.invalidateQueries({ queryKey: ['users'] });
      setNotice('saved');
      onSaved(saved);
    },
  });
  const load = useMutation({
    mutationFn: () => readUser(person.name),
    onSuccess: (now) => {
      queries.setQueryData(['users', now.name], now);
      draft.rebase(valuesOf(now), now.etag);
      save.reset();
      setNotice('compared');
    },
  });
  const problems = problemsByField(t, save.error);
  const { values } = draft;
  const incomplete = !isIdentified(values);
  const missing = Object.fromEntries(
    IDENTITY_FIELDS.filter((field) => values[field].trim() === '').map((field) => [field, t('people.fields.required')]),
  );
  const set = (change: Partial<Values>) => {
    if (notice === 'saved') setNotice(null);
    draft.set(change);
  };
  const meanwhile = (name: keyof Values) => {
    const value = draft.overtaken[name];
    if (value === undefined) return undefined;
    const text = name === 'role' ? t(`people.roles.${value as Person['role']}`) : value;
    return (
      <Text span inherit c="orange.9" fw={600}>
        {t('people.fields.meanwhile', { value: text })}
      </Text>
    );
  };
  const form = useAnswerFocus<HTMLFormElement>(save.isPending || load.isPending, save.error ?? load.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.isDirty && !incomplete) save.mutate();
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack maw={560}>
        <IdentityFields
          values={values}
          onChange={set}
          problems={{ ...problems, ...missing }}
          hints={{
            displayName: meanwhile('displayName'),
            name: meanwhile('name'),
            email: meanwhile('email') ?? emailHint,
          }}
          withName={asAdministrator}
        />
        <TimeZoneSelect
          value={values.timeZone}
          onChange={(timeZone) => set({ timeZone })}
          description={meanwhile('timeZone')}
          error={problems['timeZone']}
        />
        {asAdministrator ? (
          <Select
            label={t('people.fields.role')}
            description={meanwhile('role') ?? t(`people.roleHints.${values.role}`)}
            data={ROLES.map((role) => ({ value: role, label: t(`people.roles.${role}`) }))}
            value={values.role}
            onChange={(role) => set({ role: role ?? values.role })}
            error={problems['role']}
            allowDeselect={false}
          />
        ) : null}
        <ChangeRefused error={save.error ?? load.error} fields={FIELDS} onLoad={() => load.mutate()} />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!draft.isDirty || incomplete}>
            {t('page.save')}
          </Button>
          <Text size="sm" role="status" tabIndex={-1}>
            {notice === null ? '' : t(notice === 'saved' ? 'people.user.saved' : 'people.conflict.compared')}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

function valuesOf({ displayName, name, email, timeZone, role }: Person): Values {
  return { displayName, name, email, timeZone, role };
}
