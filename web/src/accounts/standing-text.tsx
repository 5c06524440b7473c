import { Badge, Group, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { codeText } from '../format/problem-text.ts';
import type { Standing } from './standing.ts';
import { STANDING_COLOURS } from './standing.ts';

interface Props {
  readonly standing: Standing;
  /** Which account of Exchange signs in. */
  readonly signsIn: 'own' | 'service';
  /** Says more than the one of the standing. */
  readonly sentence?: string | undefined;
}

/** How an account stands: one word, and one sentence that says what to do. */
export function StandingText({ standing, signsIn, sentence }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" align="start" wrap="wrap">
      <Badge color={STANDING_COLOURS[standing.kind]} variant="filled" tt="none" data-standing={standing.kind}>
        {t(`accounts.standing.word.${standing.kind}`)}
      </Badge>
      <Text size="sm" className="account-sentence">
        {sentence ?? standingSentence(t, standing)}
        {signsIn === 'service' && isRefused(standing) ? ` ${t('accounts.standing.sentence.serviceAccount')}` : ''}
      </Text>
    </Group>
  );
}

/** A password, a secret or a key that is not taken, or not any more. */
const REFUSED = /^(sign_in_refused|token_(secret|certificate|application|consent)_\w+)$/;

function standingSentence(t: TFunction, standing: Standing): string {
  if ('problem' in standing) {
    const { problem } = standing;
    const why = problem === null ? '' : codeText(t, problem.code, problem.details);
    return t(`accounts.standing.sentence.${standing.kind}`, { why }).trim();
  }
  if (standing.kind !== 'attention') return t(`accounts.standing.sentence.${standing.kind}`);
  const { review, quarantined } = standing;
  const parts = [
    review > 0 ? t('cli.sync.counts.review', { count: review }) : '',
    quarantined > 0 ? t('cli.sync.counts.quarantined', { count: quarantined }) : '',
  ];
  return t('accounts.standing.sentence.attention', { what: parts.filter((part) => part !== '').join(', ') });
}

/** Whoever reads it cannot mend it, and may not be asked to try own passwords. */
function isRefused(standing: Standing): boolean {
  return 'problem' in standing && standing.problem !== null && REFUSED.test(standing.problem.code);
}
