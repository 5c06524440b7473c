import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recurrenceInWords } from '../../../src/messages/index.ts';
import type { AppointmentTime } from '../../../src/model/index.ts';
import { useMe } from '../access/session.tsx';
import type { AppointmentFields } from '../api/records.ts';
import type { RuleDraft } from '../series/rule-draft.ts';
import { movedTo, recurrenceOf, ruleDraftOf } from '../series/rule-draft.ts';
import { RuleInput } from '../series/rule-input.tsx';
import type { TimeDraft } from './time-draft.ts';
import { isInOrder, timeDraftOf, timeOf, zoneOf } from './time-draft.ts';
import { TimeInput } from './time-input.tsx';
import type { TypedValue } from './typed-value.ts';
import { given } from './typed-value.ts';

interface Props {
  readonly initial: unknown;
  readonly onChange: (typed: TypedValue) => void;
}

/** When an appointment takes place; of a series also its rule. */
export function WhenInput({ initial, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const { person } = useMe();
  const time = initial as AppointmentFields['time'];
  const zone = zoneOf(time, person.timeZone);
  const [draft, setDraft] = useState(() => timeDraftOf(time, zone));
  const [rule, setRule] = useState(() => ruleDraftOf(time?.recurrence ?? null, dayIn(draft)));
  const change = (nextDraft: TimeDraft, nextRule: RuleDraft) => {
    setDraft(nextDraft);
    setRule(nextRule);
    if (!isInOrder(nextDraft)) return onChange({ kind: 'problem', problem: t('values.invalid.time') });
    const read = recurrenceOf(nextRule, dayIn(nextDraft));
    onChange(
      read.kind === 'faults'
        ? { kind: 'problem', problem: t('series.invalid.any') }
        : given({ ...timeOf(nextDraft, zone), ...(read.recurrence === null ? {} : { recurrence: read.recurrence }) }),
    );
  };
  const move = (next: TimeDraft) => {
    const isDated = draft.start !== '' && next.start !== '';
    change(next, isDated ? movedTo(rule, dayIn(draft), dayIn(next)) : rule);
  };
  const read = isInOrder(draft) ? recurrenceOf(rule, dayIn(draft)) : null;
  const whole = read?.kind === 'rule' ? { ...timeOf(draft, zone), recurrence: read.recurrence } : null;
  return (
    <>
      <TimeInput draft={draft} zone={zone} onChange={move} />
      {time?.recurrence == null || draft.start === '' ? null : (
        <RuleInput
          draft={rule}
          startDate={dayIn(draft)}
          faults={read?.kind === 'faults' ? read.faults : []}
          words={
            whole === null ? null : recurrenceInWords(whole as AppointmentTime, { t, language: i18n.language }, zone)
          }
          onChange={(next) => change(draft, next)}
        />
      )}
    </>
  );
}

function dayIn({ start }: TimeDraft): string {
  return start.slice(0, 10);
}
