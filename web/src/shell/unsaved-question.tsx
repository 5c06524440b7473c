import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLeavingQuestion } from './unsaved.ts';

/** Asked when somebody leaves a form with something unsaved in it. */
export function UnsavedQuestion() {
  const { t } = useTranslation();
  const question = useLeavingQuestion();
  return (
    <Modal opened={question !== null} onClose={() => question?.stay()} title={t('page.unsaved.heading')} centered>
      <Text mb="md">{t('page.unsaved.text')}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => question?.leave()}>
          {t('page.unsaved.leave')}
        </Button>
        <Button onClick={() => question?.stay()} data-autofocus>
          {t('page.unsaved.stay')}
        </Button>
      </Group>
    </Modal>
  );
}
