import type { FieldSpec, FieldSpecs, FieldValue } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import { isOrTouches } from '../closed-by-privacy.ts';
import { same } from '../merge/base.ts';
import type { FormerState } from './former-state.ts';
import { leaving } from './former-values.ts';
import type { SideHistory } from './history.ts';

/**
 * The former state without the fields of which nothing is told any more, or that take such a field along: that they are as
 * the run left them nobody can see. An item that the run made in full is as it left it only where it still tells all of it.
 */
export function withKeptSecrets(
  specs: FieldSpecs,
  former: FormerState,
  { history, withheld }: { readonly history: SideHistory; readonly withheld: readonly string[] },
): FormerState {
  if (former.kind === 'changed')
    return leaving(
      former,
      Object.keys(former.changes).filter((name) => isOrTouches(specs, name, withheld)),
    );
  if (former.kind !== 'absent') return former;
  const untold = withheld.filter((name) => history.some(({ after }) => says(specs[name], valueOf(after ?? {}, name))));
  return untold.length === 0 ? former : { kind: 'madeAndEdited', fields: untold };
}

/** A block made anew is sent the default of a field too, which is what one has of which nothing was ever told. */
function says(spec: FieldSpec | undefined, value: FieldValue): boolean {
  return spec === undefined ? value !== null : !same(spec, value, null);
}
