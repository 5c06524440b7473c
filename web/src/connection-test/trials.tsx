import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionStep } from '../../../src/api/resources.ts';

interface Props {
  readonly tried: NonNullable<ConnectionStep['tried']>;
}

/** The search for a server, question by question. */
export function Trials({ tried }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="trials">
      {tried.map(({ protocol, target, code, details }, index) => (
        // The same may be asked twice, and the list never changes.
        <Text key={`${index} ${target}`} component="li" size="sm" className="breaks" data-trial={code}>
          {t(`settings.test.protocols.${protocol}`)} {target}: {t(`diagnosis.trials.${code}`, { ...details })}
        </Text>
      ))}
    </ul>
  );
}
