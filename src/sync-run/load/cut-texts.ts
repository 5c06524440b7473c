import type { FieldSpec, Fields, FieldValue } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import { isKeptFrom, textByText } from '../../sync/index.ts';
import type { Run } from '../run.ts';

/** What was sent, with the texts that the side cut as it keeps them. */
export function withCutTexts(run: Run, sent: Fields, now: Fields): Fields {
  const cut = Object.entries(sent).flatMap(([name, value]) => {
    const spec = run.specs[name];
    return spec === undefined ? [] : [[name, withCutText(spec, value, valueOf(now, name))] as const];
  });
  return { ...sent, ...Object.fromEntries(cut) };
}

/** One value as it was sent, with the text that the side cut as it keeps it; of a series that of each occurrence. */
export function withCutText(spec: FieldSpec, sent: FieldValue, found: FieldValue): FieldValue {
  return textByText(spec, cutText, sent, found);
}

function cutText(spec: FieldSpec, sent: FieldValue, found: FieldValue = null): FieldValue {
  return isKeptFrom(spec, sent, found) ? spec.normalise(found) : sent;
}
