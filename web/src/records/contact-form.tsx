import { SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactFields, ContactRecord } from '../api/records.ts';
import { photoAddress } from '../api/records.ts';
import { contactName } from './contact-row.tsx';
import type { PhotoChoice } from './photo-field.tsx';
import { isTooLarge, PhotoField } from './photo-field.tsx';
import { RecordDialog } from './record-dialog.tsx';

interface Props {
  readonly user: string;
  readonly record: ContactRecord | null;
  readonly onClose: () => void;
}

const TEXTS = [
  'givenName',
  'surname',
  'companyName',
  'jobTitle',
  'email1',
  'email2',
  'businessPhone',
  'mobilePhone',
] as const;
type Values = Record<(typeof TEXTS)[number] | 'notes', string>;

/** The fields that people touch most. Everything else of the contact stays as it is. */
export function ContactForm({ user, record, onClose }: Props) {
  const { t } = useTranslation();
  const [initial] = useState(() => valuesOf(record?.fields ?? {}));
  const [values, setValues] = useState(initial);
  const [photo, setPhoto] = useState<PhotoChoice>(undefined);
  const set = (name: keyof Values, value: string) => setValues((before) => ({ ...before, [name]: value }));
  const collect = () => {
    const named = [values.givenName, values.surname, values.companyName, values.email1].some(
      (value) => value.trim() !== '',
    );
    if (!named) return { problem: t('page.form.required') };
    if (isTooLarge(photo)) return { problem: t('errors.photo_too_large') };
    const fields = changesOf(record?.fields ?? {}, initial, values);
    return photo === undefined ? { fields } : { fields, photo };
  };
  return (
    <RecordDialog
      title={t(record === null ? 'page.form.newContact' : 'page.form.editContact')}
      label={record === null ? '' : contactName(record.fields, t)}
      itemType="contacts"
      user={user}
      record={record}
      collect={collect}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {TEXTS.map((name, index) => (
          <TextInput
            key={name}
            label={t(`page.form.${name}`)}
            value={values[name]}
            type={name.startsWith('email') ? 'email' : 'text'}
            onChange={(event) => set(name, event.currentTarget.value)}
            data-autofocus={index === 0 ? true : undefined}
          />
        ))}
      </SimpleGrid>
      <PhotoField
        shown={record === null ? null : photoAddress(record, user)}
        who={record === null ? '' : contactName(record.fields, t)}
        choice={photo}
        onChoose={setPhoto}
      />
      <Textarea
        label={t('page.form.notes')}
        value={values.notes}
        onChange={(event) => set('notes', event.currentTarget.value)}
        autosize
        minRows={3}
      />
    </RecordDialog>
  );
}

function valuesOf(fields: ContactFields): Values {
  return {
    givenName: fields.name?.givenName ?? '',
    surname: fields.name?.surname ?? '',
    companyName: fields.companyName ?? '',
    jobTitle: fields.jobTitle ?? '',
    email1: fields.email1?.address ?? '',
    email2: fields.email2?.address ?? '',
    businessPhone: fields.businessPhone ?? '',
    mobilePhone: fields.mobilePhone ?? '',
    notes: fields.notes ?? '',
  };
}

function changesOf(fields: ContactFields, before: Values, after: Values): object {
  const changed = (name: keyof Values) => before[name] !== after[name];
  const text = (name: keyof Values) => after[name].trim() || null;
  const changes: Record<string, unknown> = {};
  for (const name of ['companyName', 'jobTitle', 'businessPhone', 'mobilePhone', 'notes'] as const) {
    if (changed(name)) changes[name] = text(name);
  }
  if (changed('givenName') || changed('surname')) {
    changes['name'] = { ...fields.name, givenName: text('givenName'), surname: text('surname') };
    changes['displayName'] = [text('givenName'), text('surname')].filter(Boolean).join(' ') || null;
  }
  for (const name of ['email1', 'email2'] as const) {
    if (changed(name)) changes[name] = text(name) === null ? null : { address: text(name) };
  }
  return changes;
}
