import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem.ts';
import { Notice } from '../../form/notice.tsx';
import { useFocusReturn } from '../../form/use-focus-return.ts';
import { problemText } from '../../format/problem-text.ts';
import type { Profile } from '../calls.ts';
import { deleteProfile, PROFILES_KEY } from '../calls.ts';

interface Props {
  readonly profile: Profile;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asks for the title, so that a wrong click cannot delete; a profile with accounts is not deleted at all. */
export function DeleteProfileDialog({ profile, onClose, onRemoved }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  useFocusReturn();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => deleteProfile(profile.name, profile.etag),
    onSuccess: async () => {
      onClose();
      onRemoved();
      queries.removeQueries({ queryKey: [...PROFILES_KEY, profile.name] });
      await queries.invalidateQueries({ queryKey: PROFILES_KEY });
    },
    onError: () => queries.invalidateQueries({ queryKey: PROFILES_KEY }),
  });
  const { accounts } = profile.state;
  const confirmed = typed.trim() === profile.title;
  return (
    <Modal opened onClose={onClose} title={t('settings.remove.heading', { title: profile.title })}>
      {accounts > 0 ? (
        <Stack>
          <Text>{t('settings.remove.inUse', { count: accounts })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t('page.close')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (confirmed) remove.mutate();
          }}
        >
          <Stack>
            <Text>{t('settings.remove.explain')}</Text>
            <TextInput
              label={t('settings.remove.typeTitle', { title: profile.title })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
            {remove.error === null ? null : <Notice tone="bad">{refusalText(remove.error)}</Notice>}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('page.cancel')}
              </Button>
              <Button type="submit" color="red.9" disabled={!confirmed} loading={remove.isPending}>
                {t('settings.remove.confirm')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );

  function refusalText(error: Error): string {
    return error instanceof ApiProblem && error.status === 412
      ? t('settings.list.changedMeanwhile')
      : problemText(t, error);
  }
}
