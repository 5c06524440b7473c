import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Hint } from '../../store/port.ts';
import type { ExchangeState, Link } from '../../sync/index.ts';
import { withoutManagedCategories } from '../../sync/index.ts';
import type { Successors } from '../identify/successors.ts';
import type { Whereabouts } from '../identify/whereabouts.ts';
import type { Run } from '../run.ts';
import { isSentOnly } from '../settle/links.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { withCutTexts } from './cut-texts.ts';
import type { Agreed } from './former-item.ts';
import { againstFormerItem } from './former-item.ts';
import type { ItemFailure, Unit } from './unit.ts';
import { crmEnd, exchangeEnd } from './units-of-ends.ts';

export interface PairAtHand {
  readonly link: Link;
  readonly place: Whereabouts;
  readonly hints: readonly Hint[];
  /** The store does not know all of the link yet. */
  readonly isLearned: boolean;
  readonly sinceRead: Unit['sinceRead'];
}

/** A pair as both of its ends stand right now, or why one of them could not be read. */
export function linkedUnit(
  run: Run,
  reader: ChunkReader,
  successors: Successors,
  { link: known, place, hints, isLearned, sinceRead }: PairAtHand,
): Unit | ItemFailure {
  if (place.kind === 'failed') return { hints, error: place.error };
  const { link: stored, unagreed } =
    place.kind === 'found' ? asAgreedWith(run, successors, known, place.item) : { link: known, unagreed: [] };
  // A category that the user had and the profile sets now is nobody's edit.
  const agreed = withoutManagedCategories(stored.baseExchange, run.input.rules.exchangeCategories);
  const link = { ...stored, baseExchange: agreed };
  const read = link.crmId === null ? undefined : reader.crm(link.crmId);
  if (read?.kind === 'failed') return { hints, error: read.error };
  const crm = crmEnd(run, link, read);
  const record = read?.kind === 'found' ? read.record : null;
  const item = place.kind === 'found' ? place.item : null;
  const ambiguous = link.ambiguous || ('ambiguous' in place && place.ambiguous);
  const moved = item !== null && item.id !== link.exchangeId;
  const kept = isSentOnly(link) ? asKept(run, link, record, item) : link;
  return {
    link: {
      ...kept,
      ambiguous,
      ...(moved ? { exchangeId: item.id, changeKey: null } : {}),
    },
    crm,
    exchange: asFarAsAgreed(exchangeEnd(run, link, place), unagreed),
    record,
    item,
    hints,
    linkLearned: isLearned || moved || ambiguous !== link.ambiguous,
    ...(moved ? { isFoundElsewhere: true } : {}),
    sinceRead,
  };
}

/** The pair with what was agreed with this very item. */
function asAgreedWith(run: Run, successors: Successors, link: Link, item: ExchangeItem): Agreed {
  const agreed = successors.asAgreedWith(link, item);
  return agreed === link ? againstFormerItem(run, link, item) : { link: agreed, unagreed: [] };
}

function asFarAsAgreed(exchange: ExchangeState, unagreed: readonly string[]): ExchangeState {
  return exchange.kind === 'live' && unagreed.length > 0 ? { ...exchange, unagreed } : exchange;
}

/** The bases of a pair that are what was sent, as the sides keep it. */
function asKept(run: Run, link: Link, record: CrmRecord | null, item: ExchangeItem | null): Link {
  return {
    ...link,
    ...(record === null ? {} : { baseCrm: withCutTexts(run, link.baseCrm, record.fields) }),
    ...(item === null ? {} : { baseExchange: withCutTexts(run, link.baseExchange, item.fields) }),
  };
}
