import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly host: string;
  readonly onAccept: (host: string) => void;
}

/** For a host outside the mail domain that Autodiscover leads to: the button that accepts it. */
export function HostOffer({ host, onAccept }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" align="start">
      <Text size="sm" className="remedy breaks">
        {t('settings.test.host.explain', { host })}
      </Text>
      <Button size="xs" variant="default" onClick={() => onAccept(host)}>
        {t('settings.test.host.accept')}
      </Button>
    </Stack>
  );
}
