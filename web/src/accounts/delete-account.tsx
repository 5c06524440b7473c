import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../api/accounts.ts';
import { deleteAccount } from '../api/accounts.ts';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import { Section } from '../people/section.tsx';

interface Props {
  readonly account: Account;
  readonly onDeleted: () => void;
}

/** Takes the connection away, and says before what that does and what it does not. */
export function DeleteAccount({ account, onDeleted }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteAccount(account),
    onSuccess: async () => {
      onDeleted();
      queries.removeQueries({ queryKey: ['accounts', 'one', account.name] });
      await Promise.all(
        ['accounts', 'status', 'profiles', 'runs'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      );
    },
    // Somebody changed it meanwhile: the next attempt is about what is there now.
    onError: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  });
  return (
    <Section heading={t('accounts.delete.heading')}>
      <Stack gap="sm">
        <Text size="sm">{t('accounts.delete.explain')}</Text>
        <Group>
          <Button variant="outline" color="red.9" onClick={() => setAsking(true)}>
            {t('accounts.delete.start')}
          </Button>
        </Group>
      </Stack>
      {asking ? (
        <ConfirmDialog
          title={t('accounts.delete.confirm', { mailbox: account.mailbox })}
          action={t('accounts.delete.start')}
          dangerous
          pending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => {
            remove.reset();
            setAsking(false);
          }}
        >
          <ul className="account-consequences">
            {(['stops', 'nothingDeleted', 'memory'] as const).map((consequence) => (
              <li key={consequence}>{t(`accounts.delete.consequences.${consequence}`)}</li>
            ))}
          </ul>
        </ConfirmDialog>
      ) : null}
    </Section>
  );
}
