import { Alert, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../access/session.tsx';
import type { Account, Person } from '../api/accounts.ts';
import { changeAccount, createAccount, readAccount } from '../api/accounts.ts';
import { ApiProblem } from '../api/problem.ts';
import { ChangedMeanwhile } from '../form/changed-meanwhile.tsx';
import type { Rebased } from '../form/three-way.ts';
import { rebased } from '../form/three-way.ts';
import { useUnsavedGuard } from '../shell/unsaved.ts';
import { Toggle } from '../toggle.tsx';
import { accountProblems } from './account-problems.ts';
import type { AccountField, AccountValues, ProfileFacts } from './account-values.ts';
import { firstValues, newAccountOf, patchOf, saysImpersonate, showsTheSame, valuesOf } from './account-values.ts';
import { AppointmentsFromField } from './appointments-from-field.tsx';
import { fieldFacts } from './field-facts.ts';
import { ImpersonateField } from './impersonate-field.tsx';
import { ItemTypeFields } from './item-type-fields.tsx';
import { itemTypeObstacle } from './item-type-obstacle.ts';
import { MailboxFields } from './mailbox-fields.tsx';
import { missingIn } from './missing-values.ts';

interface Props {
  /** `null` makes a new one. */
  readonly account: Account | null;
  readonly profile: ProfileFacts;
  /** Whose account it is. */
  readonly person: Person;
  /** All accounts of that person. */
  readonly others: readonly Account[];
  readonly onSaved: (account: Account) => void;
  /** `null`: the form stands on a page that stays. */
  readonly onCancel: (() => void) | null;
}

/** "Configurazione sincronizzazione utente": one person's connection to one profile. */
export function AccountForm({ account, profile, person, others, onSaved, onCancel }: Props) {
  const { t, i18n } = useTranslation();
  const { isAdministrator } = useMe();
  const queries = useQueryClient();
  const obstacles = {
    contacts: itemTypeObstacle('contacts', profile, account, others),
    appointments: itemTypeObstacle('appointments', profile, account, others),
  };
  // The form is about the account as it was read; what is read later must not move under the hands of who types.
  const [base, setBase] = useState(account);
  const [clash, setClash] = useState<Rebased<AccountValues> | null>(null);
  const form = useForm<AccountValues>({
    mode: 'controlled',
    initialValues:
      base === null
        ? firstValues(person, obstacles.contacts === null, obstacles.appointments === null)
        : valuesOf(base),
    validate: (values) => missingIn(t, values, profile, base),
  });
  const [rest, setRest] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const dirty = form.isDirty();
  const guard = useUnsavedGuard(dirty);
  useEffect(() => {
    if (dirty) setSaved(false);
  }, [dirty]);

  const save = useMutation({
    mutationFn: (values: AccountValues) =>
      base === null
        ? createAccount(newAccountOf(values, profile, person.name))
        : changeAccount(base.name, base.etag, patchOf(base, values, profile, isAdministrator)),
    onSuccess: async (stored) => {
      guard.release();
      takeOver(stored);
      setSaved(true);
      onSaved(stored);
      await Promise.all(['accounts', 'status'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
    onError: async (error) => {
      const now = base !== null && isConflict(error) ? await readAgain(base.name) : null;
      if (base !== null && now !== null) {
        const result = rebased(valuesOf(base), form.getValues(), valuesOf(now));
        takeOver(now, result.values);
        return setClash(result);
      }
      const problems = accountProblems(t, error, shownFields(profile, isAdministrator));
      form.setErrors(problems.fields);
      setRest(problems.general);
      focusFirstProblem();
    },
  });

  /** @param values what stands in the form from now on */
  const takeOver = (stored: Account, values = valuesOf(stored)) => {
    setBase(stored);
    setClash(null);
    form.setInitialValues(valuesOf(stored));
    form.setValues(values);
    form.resetDirty(valuesOf(stored));
  };

  // What somebody else stored is taken over as long as nothing typed here could be lost by it.
  const known = useRef(account?.etag);
  useEffect(() => {
    if (account === null || base === null || account.etag === known.current) return;
    known.current = account.etag;
    // Our own change comes back.
    if (account.etag === base.etag) return;
    if (!form.isDirty()) takeOver(account);
    else if (showsTheSame(account, base)) setBase(account);
  });

  return (
    <form
      noValidate
      onSubmit={form.onSubmit(
        (values) => {
          setRest(null);
          save.mutate(values);
        },
        () => focusFirstProblem(),
      )}
    >
      <Stack gap="md">
        <MailboxFields form={form} profile={profile} stored={base} person={person} />
        {saysImpersonate(profile, isAdministrator) ? <ImpersonateField form={form} profile={profile} /> : null}
        <ItemTypeFields form={form} obstacles={obstacles} />
        <AppointmentsFromField form={form} zone={person.timeZone} />
        <Toggle
          label={t('accounts.form.active')}
          description={t('accounts.form.activeHelp')}
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
        {clash === null || base === null ? null : (
          <ChangedMeanwhile
            theirs={fieldFacts(t, i18n.language, base, clash.theirs)}
            both={fieldFacts(t, i18n.language, base, clash.both)}
            onTakeTheirs={() => takeOver(base)}
          />
        )}
        {rest === null ? null : (
          <Alert color="red.9" role="alert">
            {rest}
          </Alert>
        )}
        <Group justify="flex-end">
          <span role="status">{saved && !dirty ? t('accounts.form.saved') : ''}</span>
          {onCancel === null ? null : (
            <Button variant="default" onClick={onCancel}>
              {t('page.cancel')}
            </Button>
          )}
          <Button type="submit" loading={save.isPending} disabled={base !== null && !dirty}>
            {t(base === null ? 'accounts.form.create' : 'page.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 412;
}

/** `null` when it cannot be read: the sentence of the first problem is shown then. */
async function readAgain(name: string): Promise<Account | null> {
  try {
    return await readAccount(name);
  } catch {
    return null;
  }
}

function shownFields(profile: ProfileFacts, isAdministrator: boolean): readonly AccountField[] {
  const always = ['mailbox', 'contacts', 'appointments', 'fromKind', 'fromDate', 'fromMonths', 'active'] as const;
  if (profile.ownCredentials) return [...always, 'user', 'password', 'domain'];
  return saysImpersonate(profile, isAdministrator) ? [...always, 'impersonate'] : always;
}

/** After the sentences are on the page. */
function focusFirstProblem(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus());
}
