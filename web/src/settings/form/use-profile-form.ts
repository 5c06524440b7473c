import type { UseFormReturnType } from '@mantine/form';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../calls.ts';
import type { FieldFaults } from './check-values.ts';
import { connectionFaults, profileFaults } from './check-values.ts';
import { FIELDS_IN_ORDER } from './field-labels.ts';
import { profileProblems } from './profile-problems.ts';
import type { ProfileField, ProfileValues } from './profile-values.ts';
import { valuesOf } from './profile-values.ts';

export type ProfileForm = UseFormReturnType<ProfileValues>;

export interface CheckedForm {
  readonly form: ProfileForm;
  /** Marks the fields that cannot be right and goes to the first. @returns whether there is none */
  readonly check: (extent: 'all' | 'connection') => boolean;
  /** Shows what the API refused at its fields. @returns what belongs to no field */
  readonly showRefusal: (error: Error) => string | null;
}

export function useProfileForm(stored: Profile | null): CheckedForm {
  const { t } = useTranslation();
  const form = useForm<ProfileValues>({ initialValues: valuesOf(stored) });
  const show = (faults: Partial<Record<ProfileField, string>>) => {
    form.setErrors(faults);
    const first = FIELDS_IN_ORDER.find((field) => faults[field] !== undefined);
    // A field that only now became visible is there after the next render.
    if (first !== undefined) setTimeout(() => form.getInputNode(first)?.focus());
  };
  return {
    form,
    check: (extent) => {
      const faults: FieldFaults = (extent === 'all' ? profileFaults : connectionFaults)(form.getValues(), stored);
      const texts = Object.entries(faults).map(([field, fault]) => [field, t(`settings.form.${fault}`)]);
      show(Object.fromEntries(texts));
      return texts.length === 0;
    },
    showRefusal: (error) => {
      const { fields, general } = profileProblems(t, error, form.getValues());
      show(fields);
      return general;
    },
  };
}
