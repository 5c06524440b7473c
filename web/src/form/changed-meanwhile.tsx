import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice.tsx';

interface Props {
  /** Fields that somebody else changed, with their value where it can be said in a word. */
  readonly theirs: readonly string[];
  /** Those that were changed here as well, differently. */
  readonly both: readonly string[];
  readonly onTakeTheirs: () => void;
}

/** Said after a refused save: the form has taken over what somebody else saved, with one's own changes on top. */
export function ChangedMeanwhile({ theirs, both, onTakeTheirs }: Props) {
  const { t } = useTranslation();
  return (
    <Notice tone="care" title={t('page.changed.heading')} role="alert">
      <Stack gap="xs" align="start">
        <Text size="sm">{t('page.changed.kept')}</Text>
        <Fields heading={t('page.changed.theirs')} fields={theirs} />
        <Fields heading={t('page.changed.both')} fields={both} />
        <Button variant="default" size="xs" onClick={onTakeTheirs}>
          {t('page.changed.take')}
        </Button>
      </Stack>
    </Notice>
  );
}

function Fields({ heading, fields }: { readonly heading: string; readonly fields: readonly string[] }) {
  if (fields.length === 0) return null;
  return (
    <div>
      <Text size="sm">{heading}</Text>
      <ul className="changed-fields">
        {fields.map((field) => (
          <li key={field}>{field}</li>
        ))}
      </ul>
    </div>
  );
}
