import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.ts';
import { unplacedProblem } from './person-problems.ts';

interface Props {
  readonly error: unknown;
  /** Fields of the form, which show their problems themselves. */
  readonly fields: readonly string[];
  readonly onLoad: () => void;
}

export function isOvertaken(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 412;
}

/** Why a form was not saved, as far as no field of it says so. */
export function ChangeRefused({ error, fields, onLoad }: Props) {
  const { t } = useTranslation();
  const unplaced = unplacedProblem(t, error, fields);
  return (
    <div role="alert" tabIndex={-1}>
      {isOvertaken(error) ? (
        <Alert color="orange.9" title={t('people.conflict.heading')}>
          <Stack gap="sm" align="start">
            <Text size="sm">{t('people.conflict.text')}</Text>
            <Button size="xs" onClick={onLoad}>
              {t('people.conflict.load')}
            </Button>
          </Stack>
        </Alert>
      ) : unplaced === null ? null : (
        <Alert color="red.9">{unplaced}</Alert>
      )}
    </div>
  );
}
