import { Badge, Group, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { agoText } from '../format/moment.ts';
import { codeText } from '../format/problem-text.ts';
import { useNow } from '../format/use-now.ts';
import type { Profile } from './calls.ts';

type State = Profile['state'];

const COLOURS: Readonly<Record<State['word'], string>> = {
  inStep: 'teal.9',
  running: 'lagoon.8',
  attention: 'orange.9',
  failing: 'red.9',
  never: 'gray.7',
  unused: 'gray.7',
  inactive: 'gray.7',
};

/** How the accounts of a profile stand: one word, how fresh, and what is wrong with whom. */
export function ProfileStateLine({ profile }: { readonly profile: Profile }) {
  const { t, i18n } = useTranslation();
  const now = useNow(1_000);
  const { state } = profile;
  return (
    <Group gap="xs">
      <Badge color={COLOURS[state.word]} variant="filled" data-state={state.word}>
        {t(`settings.state.${state.word}`)}
      </Badge>
      <Text size="sm" component="span">
        {sentences(t, state, i18n.language, now).join(' · ')}
      </Text>
    </Group>
  );
}

function sentences(t: TFunction, state: State, language: string, now: number): readonly string[] {
  if (state.word === 'inactive') return [t('settings.state.inactiveExplain')];
  if (state.word === 'unused') return [t('settings.state.unusedExplain')];
  const freshness =
    state.lastSuccessAt === null
      ? t('settings.state.noSuccess')
      : t('settings.state.lastSuccess', { when: agoText(state.lastSuccessAt, language, now) });
  return [
    freshness,
    ...(state.failing > 0 ? [failingText(t, state)] : []),
    ...(state.held > 0 ? [t('settings.state.held', { count: state.held })] : []),
  ];
}

function failingText(t: TFunction, { failing, problem }: State): string {
  if (problem === null) return t('settings.state.failingUnsaid', { count: failing });
  return t('settings.state.failing', { count: failing, why: codeText(t, problem.code, problem.details) });
}
