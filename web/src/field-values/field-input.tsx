import { Select, SimpleGrid, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHOICES_OF, fieldKindOf, PARTS_OF } from './field-kind.ts';
import { choiceText } from './field-lines.ts';
import type { TypedValue } from './typed-value.ts';
import { given } from './typed-value.ts';
import { WhenInput } from './when-input.tsx';

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
    case 'occurrences':
    case 'people':
      // One of the two is taken; a third one comes with the item itself.
      return null;
    case 'minutes':
    case 'date':
    case 'longText':
    case 'text':
      return <LineInput {...props} />;
  }
}

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
