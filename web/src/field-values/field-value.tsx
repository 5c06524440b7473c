import './field-values.css';
import { useTranslation } from 'react-i18next';
import { differenceTo } from './difference.ts';
import type { FieldLine } from './field-lines.ts';
import { emptyText, fieldLines } from './field-lines.ts';

interface Props {
  readonly field: string;
  readonly value: unknown;
  /** Marks what is not as there; absent: marks nothing. */
  readonly comparedWith?: unknown;
  readonly marks?: boolean;
}

/** A value of a field, line by line, in words. */
export function FieldValue({ field, value, comparedWith, marks = false }: Props) {
  const { t, i18n } = useTranslation();
  const reader = { t, language: i18n.language };
  const lines = fieldLines(field, value, reader);
  if (lines.length === 0) return <p className="field-value empty">{emptyText(field, t)}</p>;
  const others = marks ? fieldLines(field, comparedWith, reader) : [];
  return (
    <div className="field-value">
      {lines.map((line, index) => (
        // Lines have no identity of their own, and the list never changes in place.
        <p key={index}>
          {line.name === null ? null : <span className="field-part">{line.name}: </span>}
          {marks ? <Marked line={line} other={counterpartOf(line, index, others)} /> : line.text}
        </p>
      ))}
    </div>
  );
}

function Marked({ line, other }: { readonly line: FieldLine; readonly other: string }) {
  const { before, differing, after } = differenceTo(other, line.text);
  return (
    <>
      {before}
      {differing === '' ? null : <mark className="field-difference">{differing}</mark>}
      {after}
    </>
  );
}

/** The same part, the same line, or, in a list, the same text wherever it stands. */
function counterpartOf({ name, text }: FieldLine, index: number, others: readonly FieldLine[]): string {
  if (name !== null) return others.find((other) => other.name === name)?.text ?? '';
  return others.some((other) => other.text === text) ? text : (others[index]?.text ?? '');
}
