import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeptFocus } from '../form/use-kept-focus.ts';

interface Props {
  readonly saveLabel: string;
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly onDiscard: () => void;
  /** What came of the last attempt: in sight of the button, wherever in the form one is. */
  readonly children: ReactNode;
}

/** Stays at the lower edge of the window: the forms are long. */
export function FormActions({ saveLabel, dirty, saving, onDiscard, children }: Props) {
  const { t } = useTranslation();
  const place = useKeptFocus<HTMLDivElement>(saving);
  return (
    <div className="form-actions" ref={place} tabIndex={-1}>
      {children}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDiscard} disabled={!dirty}>
          {t('settings.form.discard')}
        </Button>
        <Button type="submit" loading={saving} disabled={!dirty}>
          {saveLabel}
        </Button>
      </Group>
    </div>
  );
}
