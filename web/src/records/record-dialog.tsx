import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemType } from '../../../src/model/index.ts';
import { ApiProblem } from '../api/problem.ts';
import type { RecordVersion } from '../api/records.ts';
import { deleteRecord, savePhoto, saveRecord } from '../api/records.ts';
import { useFocusReturn } from '../form/use-focus-return.ts';
import { problemText } from '../format/problem-text.ts';

export interface Collected {
  readonly fields: object;
  /** Contacts: `null` takes it away. */
  readonly photo?: File | null;
}

/** What the two buttons do, in place of saving and deleting the record. */
export interface Writing {
  readonly save: (fields: object) => Promise<unknown>;
  readonly removal: {
    readonly label: string;
    readonly question: string;
    /** What it takes away. */
    readonly hint: string;
    readonly run: () => Promise<unknown>;
  };
}

interface Props {
  readonly title: string;
  /** Names the record in the question before a deletion. */
  readonly label: string;
  readonly itemType: ItemType;
  readonly user: string;
  readonly record: RecordVersion | null;
  /** What a deletion does beyond the record. */
  readonly deletionHint?: string;
  readonly writing?: Writing | undefined;
  /** The changed fields, and the photo where it changes, or the sentence that says what is missing. */
  readonly collect: () => Collected | { readonly problem: string };
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A form in a dialog: save, and delete after a question. */
export function RecordDialog(props: Props) {
  const { title, label, itemType, user, record, writing, collect, children, onClose } = props;
  const { t } = useTranslation();
  const queries = useQueryClient();
  useFocusReturn();
  const [missing, setMissing] = useState<string | null>(null);
  const [confirming, setConfirming] = useState(false);
  // Saved in two steps: when the second one fails, the first is not made again.
  const saved = useRef(record);
  const done = async () => {
    // Whoever opens it again at once gets what was saved, not what the list had before.
    await queries.invalidateQueries({ queryKey: ['records', 'crm'] });
    onClose();
    await queries.invalidateQueries({ queryKey: ['records', 'mailbox'] });
  };
  const save = useMutation({
    mutationFn: async ({ fields, photo }: Collected) => {
      if (writing !== undefined) return void (await writing.save(fields));
      saved.current = await saveRecord({ itemType, user, record: saved.current, fields });
      if (photo !== undefined) saved.current = await savePhoto(user, saved.current, photo);
    },
    onSuccess: done,
  });
  const remove = useMutation({
    mutationFn: async () => {
      if (writing !== undefined) return void (await writing.removal.run());
      if (record !== null) await deleteRecord(itemType, user, record);
    },
    onSuccess: done,
  });
  const removal = writing?.removal;
  const removalLabel = removal?.label ?? t('page.form.delete');
  const error = save.error ?? remove.error;
  const changedElsewhere = error instanceof ApiProblem && error.status === 412;
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const collected = collect();
          if ('problem' in collected) return setMissing(collected.problem);
          setMissing(null);
          save.mutate(collected);
        }}
      >
        <Stack>
          {children}
          {missing === null ? null : <Alert color="red.9">{missing}</Alert>}
          {error === null ? null : (
            <Alert color="red.9">{changedElsewhere ? t('page.sides.changedElsewhere') : problemText(t, error)}</Alert>
          )}
          {confirming ? (
            <Alert color="orange.9" title={removal?.question ?? t('page.form.confirmDelete', { what: label })}>
              <Text size="sm">{removal?.hint ?? props.deletionHint ?? t('page.form.confirmDeleteHint')}</Text>
              <Group mt="sm">
                <Button color="red.9" onClick={() => remove.mutate()} loading={remove.isPending} autoFocus>
                  {removalLabel}
                </Button>
                <Button variant="default" onClick={() => setConfirming(false)}>
                  {t('page.cancel')}
                </Button>
              </Group>
            </Alert>
          ) : (
            <Group justify="space-between">
              {record === null ? (
                <span />
              ) : (
                <Button variant="subtle" color="red.9" onClick={() => setConfirming(true)}>
                  {removalLabel}
                </Button>
              )}
              <Group>
                <Button variant="default" onClick={onClose}>
                  {t('page.cancel')}
                </Button>
                <Button type="submit" loading={save.isPending}>
                  {t('page.save')}
                </Button>
              </Group>
            </Group>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
