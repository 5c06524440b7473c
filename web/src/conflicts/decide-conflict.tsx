import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { FieldInput } from '../field-values/field-input.tsx';
import type { FieldKind } from '../field-values/field-kind.ts';
import { fieldKindOf } from '../field-values/field-kind.ts';
import { fieldName } from '../field-values/field-lines.ts';
import type { TypedValue } from '../field-values/typed-value.ts';
import { Notice } from '../form/notice.tsx';
import { useAnswerFocus } from '../format/use-answer-focus.ts';
import { Section } from '../people/section.tsx';
import { Choice } from '../settings/choice.tsx';
import { conflictAddress } from './addresses.ts';
import type { Conflict, ConflictDecision } from './calls.ts';
import { decideConflict, readConflicts } from './calls.ts';
import { ConfirmDecision } from './confirm-decision.tsx';
import { loserOf } from './conflict-state.ts';

/** Keep what was written, take what gave way, or write something else; nothing happens before a second question. */
export function DecideConflict({ conflict }: { readonly conflict: Conflict }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<ConflictDecision | null>(null);
  const decide = useMutation({
    mutationFn: (decision: ConflictDecision) => decideConflict(conflict.id, decision),
    onSuccess: (decided) => {
      setAsking(null);
      queries.setQueryData(['conflicts', 'one', conflict.id], decided);
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['conflicts'] }),
        queries.invalidateQueries({ queryKey: ['records'] }),
      ]),
  });
  const place = useAnswerFocus<HTMLDivElement>(decide.isPending, decide.error);
  const done = decide.data?.state;
  if (conflict.state !== 'open' && done === undefined) return null;
  return (
    <div ref={place}>
      {conflict.state === 'open' ? (
        <Section heading={t('conflicts.decide.heading')}>
          <DecisionForm conflict={conflict} onAsk={setAsking} />
        </Section>
      ) : null}
      <div role="status" tabIndex={-1}>
        {done === 'kept' || done === 'taken' || done === 'edited' ? <Decided conflict={conflict} state={done} /> : null}
      </div>
      {asking === null ? null : (
        <ConfirmDecision
          conflict={conflict}
          decision={asking}
          pending={decide.isPending}
          error={decide.error}
          onConfirm={() => decide.mutate(asking)}
          onClose={() => {
            decide.reset();
            setAsking(null);
          }}
        />
      )}
    </div>
  );
}

interface FormProps {
  readonly conflict: Conflict;
  readonly onAsk: (decision: ConflictDecision) => void;
}

function DecisionForm({ conflict, onAsk }: FormProps) {
  const { t } = useTranslation();
  const { field, winner } = conflict;
  const loser = loserOf(conflict);
  const target = t(`conflicts.decide.targets.${loser}`);
  const [chosen, setChosen] = useState<ConflictDecision['decision']>('keep');
  const [typed, setTyped] = useState<TypedValue>({ kind: 'value', value: conflict[winner] });
  const [problem, setProblem] = useState<string | null>(null);
  const help =
    chosen === 'keep'
      ? t('conflicts.decide.keepHelp', { ofSide: t(`conflicts.decide.ofSide.${winner}`) })
      : t(`conflicts.decide.${chosen}Help`, { target });
  const submit = () => {
    if (chosen !== 'edit') return onAsk({ decision: chosen });
    if (typed.kind === 'problem') return setProblem(typed.problem);
    setProblem(null);
    onAsk({ decision: 'edit', value: typed.value });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        <Choice
          label={t('conflicts.decide.choice')}
          description={help}
          value={chosen}
          options={[
            { value: 'keep', label: t('conflicts.decide.keep') },
            { value: 'take', label: t('conflicts.decide.take', { ofSide: t(`conflicts.decide.ofSide.${loser}`) }) },
            ...(NOT_TYPED.includes(fieldKindOf(field))
              ? []
              : [{ value: 'edit', label: t('conflicts.decide.edit') } as const]),
          ]}
          onChange={setChosen}
        />
        {chosen === 'edit' ? (
          <FieldInput field={field} label={fieldName(t, field)} initial={conflict[winner]} onChange={setTyped} />
        ) : null}
        {problem === null || chosen !== 'edit' ? null : (
          <Alert color="red.9" role="alert">
            {problem}
          </Alert>
        )}
        <Group>
          <Button type="submit">{t(`conflicts.decide.${ACTIONS[chosen]}`)} …</Button>
        </Group>
      </Stack>
    </form>
  );
}

/** One of the two is taken; a third one comes with the item itself. */
const NOT_TYPED: readonly FieldKind[] = ['photo', 'occurrences', 'people'];

const ACTIONS = { keep: 'doKeep', take: 'doTake', edit: 'doEdit' } as const;

interface DecidedProps {
  readonly conflict: Conflict;
  readonly state: 'kept' | 'taken' | 'edited';
}

/** What was done, and the next one: whoever looks through an inbox goes from one to the next. */
function Decided({ conflict, state }: DecidedProps) {
  const { t } = useTranslation();
  const next = useQuery({
    queryKey: ['conflicts', 'next', conflict.id],
    queryFn: () => readConflicts({ state: 'open', account: null, itemType: null, cursor: null, limit: 1 }),
  }).data?.conflicts[0];
  return (
    <Notice tone="good" title={t(`conflicts.decide.done.${state}`)}>
      <Group gap="md">
        {next === undefined ? (
          <Text size="sm">{t('conflicts.emptyOpen')}</Text>
        ) : (
          <Link href={conflictAddress(next.id)} className="text-link">
            {t('conflicts.decide.next')}
          </Link>
        )}
        <Link href="/conflicts" className="text-link">
          {t('conflicts.one.back')}
        </Link>
      </Group>
    </Notice>
  );
}
