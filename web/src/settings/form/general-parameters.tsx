import { Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistoryState } from 'wouter/use-browser-location';
import { ApiProblem } from '../../api/problem.ts';
import { ChangedMeanwhile } from '../../form/changed-meanwhile.tsx';
import { Notice } from '../../form/notice.tsx';
import type { Rebased } from '../../form/three-way.ts';
import { changedFields, rebased } from '../../form/three-way.ts';
import { useUnsavedGuard } from '../../shell/unsaved.ts';
import type { Profile } from '../calls.ts';
import { changeProfile, PROFILES_KEY } from '../calls.ts';
import { FormActions } from '../form-actions.tsx';
import { readAfresh } from '../read-afresh.ts';
import { SavedNotice } from '../saved-notice.tsx';
import { ConnectionTestPanel } from './connection-test-panel.tsx';
import { FaultSummary } from './fault-summary.tsx';
import { FIELD_LABELS } from './field-labels.ts';
import { ProfileFields } from './profile-fields.tsx';
import type { ProfileField, ProfileValues } from './profile-values.ts';
import { patchOf, valuesOf } from './profile-values.ts';
import { useProfileForm } from './use-profile-form.ts';

/** The form of a stored profile. */
export function GeneralParameters({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  /** What the form was filled with, and what a save is based on. */
  const [base, setBase] = useState(profile);
  const checked = useProfileForm(base);
  const { form } = checked;
  const changed = changedFields(valuesOf(base), form.values);
  const dirty = changed.length > 0;
  const guard = useUnsavedGuard(dirty);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [clash, setClash] = useState<Rebased<ProfileValues> | null>(null);

  const fill = (stored: Profile, values: ProfileValues = valuesOf(stored)) => {
    setBase(stored);
    form.setValues(values);
    form.clearErrors();
  };
  const discard = () => {
    setClash(null);
    setRefusal(null);
    save.reset();
    fill(base);
  };
  // Nothing is typed: the form follows what is stored.
  useEffect(() => {
    if (!dirty && !save.isPending && profile.etag !== base.etag) fill(profile);
  });

  const save = useMutation({
    mutationFn: () => changeProfile(base.name, base.etag, patchOf(valuesOf(base), form.getValues())),
    onSuccess: (stored) => {
      guard.release();
      setClash(null);
      queries.setQueryData([...PROFILES_KEY, stored.name], stored);
      // A read that is on its way may tell what was before the save: it is dropped for a new one.
      void queries.invalidateQueries({ queryKey: PROFILES_KEY });
      fill(stored);
    },
    onError: async (error) => {
      const overtaken = error instanceof ApiProblem && error.status === 412;
      const stored = overtaken ? await readAfresh(queries, base.name) : null;
      if (stored === null) return setRefusal(checked.showRefusal(error));
      const result = rebased(valuesOf(base), form.getValues(), valuesOf(stored));
      setClash(result);
      fill(stored, result.values);
    },
  });
  const namesOf = (fields: readonly ProfileField[]) => fields.map((field) => t(`settings.form.${FIELD_LABELS[field]}`));

  return (
    <Stack gap="md">
      <Created name={profile.name} />
      <div className="settings-columns">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setRefusal(null);
            if (checked.check('all')) save.mutate();
          }}
        >
          <Stack gap="md">
            <ProfileFields form={form} stored={base} />
            <FormActions saveLabel={t('settings.form.save')} dirty={dirty} saving={save.isPending} onDiscard={discard}>
              <FaultSummary form={form} general={refusal} />
              {clash === null ? null : (
                <ChangedMeanwhile theirs={namesOf(clash.theirs)} both={namesOf(clash.both)} onTakeTheirs={discard} />
              )}
              <div role="status">
                {save.isSuccess && !dirty ? <SavedNotice accounts={profile.state.accounts} /> : null}
              </div>
            </FormActions>
          </Stack>
        </form>
        <ConnectionTestPanel checked={checked} stored={base} />
      </div>
    </Stack>
  );
}

/** After its creation: what comes next. */
function Created({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const state = useHistoryState<{ readonly created?: string } | null>();
  if (state?.created !== name) return null;
  return <Notice tone="good">{t('settings.profile.created')}</Notice>;
}
