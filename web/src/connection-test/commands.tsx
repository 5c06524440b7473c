import { Button, CopyButton, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** PowerShell of the Exchange administrator, to be copied whole. */
export function Commands({ lines }: { readonly lines: readonly string[] }) {
  const { t } = useTranslation();
  const text = lines.join('\n');
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="xs" c="gray.8">
          {t('settings.test.commands')}
        </Text>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-xs" onClick={copy}>
              {copied ? t('settings.test.copied') : t('settings.test.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      {/* Long commands scroll for the keyboard as well; they wrap, so this is for very narrow windows only. */}
      <pre className="commands">{text}</pre>
    </div>
  );
}
