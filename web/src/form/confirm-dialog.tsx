import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../format/problem-text.ts';
import { useFocusReturn } from './use-focus-return.ts';

interface Props {
  readonly title: string;
  /** What the button that does it says. */
  readonly action: string;
  /** What the button that leaves everything as it is says, where "Cancel" could be taken for the action. */
  readonly leave?: string;
  readonly dangerous: boolean;
  /** It is being done. */
  readonly pending?: boolean;
  /** Why it was not done. */
  readonly error?: Error | null;
  readonly children: ReactNode;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once more, and says what will happen. */
export function ConfirmDialog(props: Props) {
  const { t } = useTranslation();
  useFocusReturn();
  return (
    <Modal
      opened
      onClose={props.onClose}
      // The header of a dialog would be a second banner of the page; "Cancel" closes it.
      withCloseButton={false}
    >
      <Stack>
        <Modal.Title fw={650} lh={1.35}>
          {props.title}
        </Modal.Title>
        {props.children}
        {props.error === undefined || props.error === null ? null : (
          <Alert color="red.9" role="alert">
            {problemText(t, props.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose} data-autofocus={props.dangerous || undefined}>
            {props.leave ?? t('page.cancel')}
          </Button>
          <Button
            {...(props.dangerous ? { color: 'red.9' } : {})}
            loading={props.pending ?? false}
            onClick={props.onConfirm}
            data-autofocus={props.dangerous ? undefined : true}
          >
            {props.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
