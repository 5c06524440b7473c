import { Button, FileInput, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LARGEST_PHOTO_BYTES } from '../../../src/model/contact/contact-photo.ts';

/** What becomes of the photo: `undefined` leaves it as it is, `null` takes it away. */
export type PhotoChoice = File | null | undefined;

interface Props {
  /** Address of the photo that the contact has now; `null` without one. */
  readonly shown: string | null;
  /** Whose photo it is. */
  readonly who: string;
  readonly choice: PhotoChoice;
  readonly onChoose: (choice: PhotoChoice) => void;
}

const ACCEPTED = 'image/jpeg,image/png,image/gif';

/** The photo of a contact: shown, chosen anew, taken away. Nothing is sent before the form is saved. */
export function PhotoField({ shown, who, choice, onChoose }: Props) {
  const { t } = useTranslation();
  const preview = usePreview(choice ?? null);
  const source = choice === null ? null : (preview ?? shown);
  return (
    <Group align="end" gap="md">
      {source === null ? null : <img className="contact-photo" src={source} alt={t('page.form.photoOf', { who })} />}
      <FileInput
        label={t('page.form.photo')}
        description={t('page.form.photoHelp')}
        placeholder={t(source === null ? 'page.form.choosePhoto' : 'page.form.replacePhoto')}
        accept={ACCEPTED}
        value={choice ?? null}
        error={isTooLarge(choice) ? t('errors.photo_too_large') : null}
        onChange={(file) => onChoose(file ?? undefined)}
        flex={1}
      />
      {source === null ? null : (
        <Button variant="subtle" color="red.9" onClick={() => onChoose(shown === null ? undefined : null)}>
          {t('page.form.removePhoto')}
        </Button>
      )}
      {choice === null ? (
        <Text size="sm" role="status">
          {t('page.form.photoGoes')}
        </Text>
      ) : null}
    </Group>
  );
}

export function isTooLarge(choice: PhotoChoice): boolean {
  return choice instanceof File && choice.size > LARGEST_PHOTO_BYTES;
}

/** The chosen file as an address that the page may show. */
function usePreview(file: File | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    setAddress(null);
    if (file === null) return;
    const reader = new FileReader();
    reader.addEventListener('load', () => setAddress(String(reader.result)));
    reader.readAsDataURL(file);
    return () => reader.abort();
  }, [file]);
  return address;
}
