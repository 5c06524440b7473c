import type { FieldSpec, Fields, FieldValue } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import type { Day } from '../../sync/index.ts';
import { dayIn, daysOf, daysValue, isKeptFrom } from '../../sync/index.ts';
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
  if (spec.kind !== 'keyed') return isKeptFrom(spec, sent, found) ? spec.normalise(found) : sent;
  const there = daysOf(spec, found);
  const days = [...daysOf(spec, sent)].map(([day, own]): readonly [string, Day] => {
    const other = dayIn(there, day);
    if (own.kind === 'deleted' || other?.kind !== 'changed') return [day, own];
    const fields = Object.entries(own.fields).map(([part, value]) => {
      const partSpec = spec.parts?.[part];
      return [
        part,
        partSpec === undefined ? value : withCutText(partSpec, value, valueOf(other.fields, part)),
      ] as const;
    });
    return [day, { kind: 'changed', fields: Object.fromEntries(fields) }];
  });
  return daysValue(days);
}
