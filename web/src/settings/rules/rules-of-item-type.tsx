import { Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemType } from '../../../../src/model/index.ts';
import { ApiProblem } from '../../api/problem.ts';
import { ChangedMeanwhile } from '../../form/changed-meanwhile.tsx';
import { Notice } from '../../form/notice.tsx';
import { placedProblems } from '../../form/placed-problems.ts';
import type { Rebased } from '../../form/three-way.ts';
import { changedFields, rebased } from '../../form/three-way.ts';
import { problemText } from '../../format/problem-text.ts';
import { useUnsavedGuard } from '../../shell/unsaved.ts';
import type { ItemRules, Profile } from '../calls.ts';
import { changeRules, PROFILES_KEY } from '../calls.ts';
import { FormActions } from '../form-actions.tsx';
import { readAfresh } from '../read-afresh.ts';
import { SavedNotice } from '../saved-notice.tsx';
import { addedDeletions } from './added-deletions.ts';
import { ConfirmDeletions } from './confirm-deletions.tsx';
import { missingNames } from './missing-names.ts';
import { RuleFields } from './rule-fields.tsx';
import { RULE_LABELS } from './rule-labels.ts';
import { RulesInWords } from './rules-in-words.tsx';

interface Props {
  readonly profile: Profile;
  readonly itemType: ItemType;
}

type RuleFaults = Readonly<Partial<Record<keyof ItemRules, string>>>;

/** The form of the rules for one item type, with what they mean beside it. */
export function RulesOfItemType({ profile, itemType }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  /** What the form was filled with, and what a save is based on. */
  const [base, setBase] = useState(profile);
  const [rules, setRules] = useState<ItemRules>(profile[itemType]);
  const [faults, setFaults] = useState<RuleFaults>({});
  const [clash, setClash] = useState<Rebased<ItemRules> | null>(null);
  const [confirming, setConfirming] = useState<readonly string[]>([]);
  const dirty = changedFields(base[itemType], rules).length > 0;
  const guard = useUnsavedGuard(dirty);

  const fill = (stored: Profile, values: ItemRules = stored[itemType]) => {
    setBase(stored);
    setRules(values);
    setFaults({});
  };
  const save = useMutation({
    mutationFn: () => changeRules(base.name, itemType, base.etag, rules),
    onSuccess: (saved) => {
      guard.release();
      setClash(null);
      const stored = { ...profile, [itemType]: saved.rules, etag: saved.etag };
      queries.setQueryData([...PROFILES_KEY, base.name], stored);
      void queries.invalidateQueries({ queryKey: PROFILES_KEY });
      fill(stored);
    },
    onError: async (error) => {
      if (!(error instanceof ApiProblem)) return;
      if (error.status !== 412) return showFaults(refusedRules(error));
      const stored = await readAfresh(queries, base.name);
      if (stored === null) return setClash(null);
      const result = rebased(base[itemType], rules, stored[itemType]);
      setClash(result);
      fill(stored, result.values);
    },
  });
  // Nothing is changed here: the form follows what is stored.
  useEffect(() => {
    if (!dirty && !save.isPending && profile.etag !== base.etag) fill(profile);
  });

  const change = (changes: Partial<ItemRules>) => {
    setRules((before) => ({ ...before, ...changes }));
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([rule]) => !(rule in changes))));
  };
  const submit = () => {
    const missing = missingNames(rules);
    const texts = missing.map((rule) => [rule, t('settings.form.required')]);
    showFaults(Object.fromEntries(texts));
    if (missing.length > 0) return;
    const more = addedDeletions(base[itemType], rules);
    if (more.length > 0 && profile.state.accounts > 0) setConfirming(more);
    else save.mutate();
  };
  const discard = () => {
    setClash(null);
    save.reset();
    fill(base);
  };
  const namesOf = (fields: readonly (keyof ItemRules)[]) =>
    fields.map((field) => t(`settings.rules.${RULE_LABELS[field]}`));
  const isRebased = clash !== null && save.error instanceof ApiProblem && save.error.status === 412;
  const refused = isRebased ? null : save.error;

  return (
    <div className="settings-columns">
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <RuleFields itemType={itemType} rules={rules} faults={faults} onChange={change} />
          <FormActions saveLabel={t('settings.rules.save')} dirty={dirty} saving={save.isPending} onDiscard={discard}>
            {refused === null ? null : (
              <Notice tone="bad" role="alert">
                {problemText(t, refused)} {namesOf(Object.keys(faults) as (keyof ItemRules)[]).join(', ')}
              </Notice>
            )}
            {clash === null ? null : (
              <ChangedMeanwhile theirs={namesOf(clash.theirs)} both={namesOf(clash.both)} onTakeTheirs={discard} />
            )}
            <div role="status">
              {save.isSuccess && !dirty ? <SavedNotice accounts={profile.state.accounts} /> : null}
            </div>
          </FormActions>
        </Stack>
      </form>
      <RulesInWords itemType={itemType} rules={rules} profile={base} />
      {confirming.length === 0 ? null : (
        <ConfirmDeletions
          changes={confirming}
          accounts={profile.state.accounts}
          onClose={() => setConfirming([])}
          onConfirm={() => {
            setConfirming([]);
            save.mutate();
          }}
        />
      )}
    </div>
  );

  function refusedRules(error: ApiProblem): RuleFaults {
    const ofPath = (path: string) => {
      const [rule = ''] = path.replace(new RegExp(`^${itemType}\\.`), '').split(/[.[]/);
      return rule in RULE_LABELS ? (rule as keyof ItemRules) : undefined;
    };
    return placedProblems<keyof ItemRules>(t, error, { ofRefusal: () => undefined, ofPath }).fields;
  }

  function showFaults(found: RuleFaults): void {
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`[data-path="${first}"]`)?.focus();
  }
}
