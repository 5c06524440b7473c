import './connection-test.css';
import { Group, Stack, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ConnectionStep, ConnectionTestEnd } from '../../../src/api/resources.ts';
import { hasMessage } from '../../../src/messages/index.ts';
import { Notice } from '../form/notice.tsx';
import { codeText } from '../format/problem-text.ts';
import { CertificateOffer } from './certificate-offer.tsx';
import { Commands } from './commands.tsx';
import { HostOffer } from './host-offer.tsx';
import { Trials } from './trials.tsx';

interface Props {
  /** Those that are known so far, in their order. */
  readonly steps: readonly ConnectionStep[];
  /** `null`: not at its end. */
  readonly end: ConnectionTestEnd | null;
  /** Takes over the fingerprint of a certificate that nobody vouches for. Absent: it is not offered. */
  readonly onPin?: (sha256: string) => void;
  /** Takes over a host outside the mail domain. Absent: it is not offered. */
  readonly onAcceptHost?: (host: string) => void;
}

/** The findings of a connection test as they come: mark, word, sentence, and what helps. */
export function ConnectionSteps({ steps, end, onPin, onAcceptHost }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="md" aria-live="polite" data-outcome={end?.outcome}>
      <ol className="connection-steps">
        {steps.map((step, index) => (
          <Step
            key={step.step}
            step={step}
            // All that follow a failure are left out for the same reason: the first one says it.
            isSaid={step.state === 'skipped' && steps[index - 1]?.code === step.code}
            {...(onPin === undefined ? {} : { onPin })}
            {...(onAcceptHost === undefined ? {} : { onAcceptHost })}
          />
        ))}
      </ol>
      {end === null ? null : (
        <Notice tone={OUTCOME_TONES[end.outcome]}>{t(`settings.test.outcomes.${end.outcome}`)}</Notice>
      )}
    </Stack>
  );
}

const OUTCOME_TONES = { ok: 'good', warnings: 'care', failed: 'bad' } as const;

const MARKS: Readonly<Record<ConnectionStep['state'], string>> = { ok: '✓', warning: '!', failed: '✕', skipped: '–' };

interface StepProps {
  readonly step: ConnectionStep;
  /** The step before says the same. */
  readonly isSaid: boolean;
  readonly onPin?: (sha256: string) => void;
  readonly onAcceptHost?: (host: string) => void;
}

function Step({ step, isSaid, onPin, onAcceptHost }: StepProps) {
  const { t } = useTranslation();
  // The offers say it better, and with a button.
  const offered = [onPin && 'pin_certificate', onAcceptHost && 'accept_host'];
  const remedies = step.remedies.filter(({ code }) => !offered.includes(code));
  const host = step.remedies.find(({ code }) => code === 'accept_host')?.params['host'];
  return (
    <li data-step={step.step} data-state={step.state}>
      <span className="step-mark" data-state={step.state} aria-hidden>
        {MARKS[step.state]}
      </span>
      <Stack gap={4} className="shrinks">
        <Group gap="xs" justify="space-between">
          <Text size="sm" fw={600} component="span">
            {t(`settings.test.steps.${step.step}`)}: {t(`settings.test.states.${step.state}`)}
          </Text>
          {step.state === 'skipped' ? null : (
            <Text size="xs" c="gray.7" component="span">
              {durationText(t, step.durationMs)}
            </Text>
          )}
        </Group>
        {isSaid ? null : (
          <Text size="sm" className="breaks">
            {findingText(t, step)}
          </Text>
        )}
        {step.tried === undefined ? null : <Trials tried={step.tried} />}
        {onPin === undefined ? null : <CertificateOffer step={step} onPin={onPin} />}
        {onAcceptHost === undefined || host === undefined ? null : (
          <HostOffer host={String(host)} onAccept={onAcceptHost} />
        )}
        {remedies.map((remedy) => (
          <Stack key={remedy.code} gap={4}>
            <Text size="sm" className="remedy breaks">
              {t(`diagnosis.remedies.${remedy.code}`, { ...remedy.params })}
            </Text>
            {remedy.commands.length === 0 ? null : <Commands lines={remedy.commands} />}
          </Stack>
        ))}
      </Stack>
    </li>
  );
}

function findingText(t: TFunction, { code, details }: ConnectionStep): string {
  const key = `diagnosis.findings.${code}`;
  return hasMessage(key) ? t(key, { ...details }) : codeText(t, code, details);
}

function durationText(t: TFunction, durationMs: number): string {
  if (durationMs < 1_000) return t('settings.test.milliseconds', { count: Math.round(durationMs) });
  return t('settings.test.secondsTaken', { count: Math.round(durationMs / 100) / 10 });
}
