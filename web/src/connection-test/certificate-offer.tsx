import { Button, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionStep } from '../../../src/api/resources.ts';
import { dayText } from '../format/moment.ts';

interface Props {
  readonly step: ConnectionStep;
  readonly onPin: (sha256: string) => void;
}

/** For a certificate that was not accepted: what stands in it, and the button that accepts exactly this one. */
export function CertificateOffer({ step, onPin }: Props) {
  const { t, i18n } = useTranslation();
  const { certificateSha256: sha256, subject, names, issuer, validFrom, validTo } = step.details;
  if (step.step !== 'tls' || step.state !== 'failed' || typeof sha256 !== 'string') return null;
  const facts = [
    ['subject', subject],
    ['names', names],
    ['issuer', issuer],
    ['validFrom', dayOf(validFrom)],
    ['validTo', dayOf(validTo)],
  ] as const;
  return (
    <Paper p="sm" withBorder component="section" aria-label={t('settings.test.pin.heading')}>
      <Stack gap="xs" align="start">
        <Text size="sm" fw={600}>
          {t('settings.test.pin.heading')}
        </Text>
        <dl className="facts">
          {facts.map(([name, value]) =>
            value === undefined || value === '' ? null : (
              <Fact key={name} name={t(`settings.test.pin.${name}`)} value={String(value)} />
            ),
          )}
          <Fact name={t('settings.test.pin.fingerprint')} value={<Fingerprint sha256={sha256} />} />
        </dl>
        <Text size="sm">{t('settings.test.pin.explain')}</Text>
        <Button size="xs" variant="default" onClick={() => onPin(sha256)}>
          {t('settings.test.pin.accept')}
        </Button>
      </Stack>
    </Paper>
  );

  function dayOf(value: string | number | boolean | undefined): string | undefined {
    return typeof value === 'string' && value !== '' ? dayText(value, i18n.language) : undefined;
  }
}

function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <Text component="dt" size="sm">
        {name}
      </Text>
      <Text component="dd" size="sm">
        {value}
      </Text>
    </>
  );
}

/** As tools print it, so that two fingerprints can be compared by eye; broken between its bytes only. */
function Fingerprint({ sha256 }: { readonly sha256: string }) {
  const bytes = sha256.toUpperCase().match(/../g) ?? [];
  return (
    <code className="fingerprint">
      {bytes.map((byte, index) => (
        // Bytes repeat, and their places never change.
        <Fragment key={`${index} ${byte}`}>
          {index === 0 ? '' : ':'}
          <wbr />
          {byte}
        </Fragment>
      ))}
    </code>
  );
}
