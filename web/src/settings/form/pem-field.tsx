import { Button, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FIELD_LABELS } from './field-labels.ts';
import type { ProfileForm } from './use-profile-form.ts';

interface Props {
  readonly form: ProfileForm;
  readonly field: 'oauthCertificate' | 'oauthPrivateKey' | 'caPem';
  readonly help: string;
  readonly placeholder: string;
  readonly required: boolean;
}

/** More is no certificate. */
const LONGEST = 100_000;

/** Text of a certificate or a key: pasted, or read from a file that stays where it is. */
export function PemField({ form, field, help, placeholder, required }: Props) {
  const { t } = useTranslation();
  const label = t(`settings.form.${FIELD_LABELS[field]}`);
  const read = async (file: File | null) => {
    if (file === null) return;
    if (file.size > LONGEST) form.setFieldError(field, t('settings.form.tooLarge'));
    else form.setFieldValue(field, await file.text());
  };
  return (
    <Stack gap={4}>
      <Textarea
        label={label}
        description={help}
        placeholder={placeholder}
        required={required}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={LONGEST}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'pem-text' }}
        {...form.getInputProps(field)}
      />
      <Group>
        <FileButton onChange={(file) => void read(file)} accept=".pem,.crt,.cer,.key,text/plain">
          {(props) => (
            <Button {...props} size="compact-sm" variant="subtle" aria-label={t('settings.form.fromFileOf', { label })}>
              {t('settings.form.fromFile')}
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  );
}
