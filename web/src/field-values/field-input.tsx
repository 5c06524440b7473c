import { Select, SimpleGrid, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../access/session.tsx';
import type { AppointmentFields } from '../api/records.ts';
import { CHOICES_OF, fieldKindOf, PARTS_OF } from './field-kind.ts';
import { choiceText } from './field-lines.ts';
import { isInOrder, timeDraftOf, timeOf, zoneOf } from './time-draft.ts';
import { TimeInput } from './time-input.tsx';

/** A value that can be sent, or the sentence that says what is missing. */
export type TypedValue =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: string };

interface Props {
  readonly field: string;
  readonly label: string;
  /** What the form begins with. */
  readonly initial: unknown;
  readonly onChange: (typed: TypedValue) => void;
}

/** A form for one field, of the kind that suits it. An empty text empties the field. */
export function FieldInput(props: Props) {
  switch (fieldKindOf(props.field)) {
    case 'parts':
      return <PartsInput {...props} />;
    case 'set':
      return <SetInput {...props} />;
    case 'choice':
      return <ChoiceInput {...props} />;
    case 'time':
      return <WhenInput {...props} />;
    case 'photo':
      // One of the two is taken; a third one comes with the contact itself.
      return null;
    case 'minutes':
    case 'date':
    case 'longText':
    case 'text':
      return <LineInput {...props} />;
  }
}

const given = (value: unknown): TypedValue => ({ kind: 'value', value });

function LineInput({ field, label, initial, onChange }: Props) {
  const { t } = useTranslation();
  const kind = fieldKindOf(field);
  const [text, setText] = useState(initial === null || initial === undefined ? '' : String(initial));
  const change = (next: string) => {
    setText(next);
    if (next.trim() === '') return onChange(given(null));
    if (kind !== 'minutes') return onChange(given(kind === 'longText' ? next : next.trim()));
    onChange(
      /^\d{1,6}$/.test(next.trim()) ? given(Number(next)) : { kind: 'problem', problem: t('values.invalid.minutes') },
    );
  };
  if (kind === 'longText')
    return (
      <Textarea
        label={label}
        description={t('values.textHelp')}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={16}
      />
    );
  return (
    <TextInput
      label={label}
      description={t(kind === 'minutes' ? 'values.minutesHelp' : 'values.textHelp')}
      type={kind === 'date' ? 'date' : 'text'}
      inputMode={kind === 'minutes' ? 'numeric' : undefined}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function PartsInput({ field, label, initial, onChange }: Props) {
  const { t } = useTranslation();
  const [parts, setParts] = useState<Readonly<Record<string, unknown>>>(() => ({ ...(initial as object | null) }));
  const change = (part: string, text: string) => {
    const next = { ...parts, [part]: text.trim() === '' ? null : text };
    setParts(next);
    const isEmpty = Object.values(next).every((value) => value === null || value === undefined);
    onChange(given(isEmpty ? null : next));
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} role="group" aria-label={label}>
      {(PARTS_OF[field] ?? []).map((part) => {
        const value = parts[part];
        const shown = { label: t(`values.parts.${part}`), value: typeof value === 'string' ? value : '' };
        return part === 'street' ? (
          <Textarea key={part} {...shown} onChange={(event) => change(part, event.currentTarget.value)} autosize />
        ) : (
          <TextInput key={part} {...shown} onChange={(event) => change(part, event.currentTarget.value)} />
        );
      })}
    </SimpleGrid>
  );
}

function SetInput({ label, initial, onChange }: Props) {
  const { t } = useTranslation();
  const [elements, setElements] = useState<string[]>(() => (Array.isArray(initial) ? initial.map(String) : []));
  return (
    <TagsInput
      label={label}
      description={t('values.setHelp')}
      value={elements}
      onChange={(next) => {
        setElements(next);
        onChange(given(next.length === 0 ? null : next));
      }}
    />
  );
}

function ChoiceInput({ field, label, initial, onChange }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(typeof initial === 'string' ? initial : null);
  return (
    <Select
      label={label}
      data={(CHOICES_OF[field] ?? []).map((value) => ({ value, label: choiceText(t, field, value) }))}
      value={chosen}
      placeholder={t('values.empty')}
      clearable
      onChange={(next) => {
        setChosen(next);
        onChange(given(next));
      }}
    />
  );
}

function WhenInput({ initial, onChange }: Props) {
  const { t } = useTranslation();
  const { person } = useMe();
  const time = initial as AppointmentFields['time'];
  const zone = zoneOf(time, person.timeZone);
  const [draft, setDraft] = useState(() => timeDraftOf(time, zone));
  return (
    <TimeInput
      draft={draft}
      zone={zone}
      onChange={(next) => {
        setDraft(next);
        onChange(isInOrder(next) ? given(timeOf(next, zone)) : { kind: 'problem', problem: t('values.invalid.time') });
      }}
    />
  );
}
