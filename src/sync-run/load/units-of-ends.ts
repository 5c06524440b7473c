import type { CrmRead, CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Hint } from '../../store/port.ts';
import type { CrmState, ExchangeState, Link } from '../../sync/index.ts';
import type { FormerPairs } from '../identify/former-pairs.ts';
import type { Whereabouts } from '../identify/whereabouts.ts';
import type { Run } from '../run.ts';
import { stopwatch } from '../stopwatch.ts';
import { crmStateOf, exchangeStateOf, isOlder } from './states.ts';
import type { Unit } from './unit.ts';

export function crmEnd(run: Run, link: Link, read: Exclude<CrmRead, { kind: 'failed' }> | undefined): CrmState {
  // Its record was deleted before we learned its id.
  if (link.crmId === null) return { kind: 'gone', id: '' };
  if (read === undefined) return { kind: 'absent' };
  const older = run.plan.frozen === 'restored' && read.kind === 'found' && isOlder(run, link, read.record);
  const notCompared = link.notCompared ? 'maybeOlder' : undefined;
  return crmStateOf(run, link.crmId, read, link.baseCrm, older ? 'older' : notCompared);
}

export function exchangeEnd(run: Run, link: Link, place: Exclude<Whereabouts, { kind: 'failed' }>): ExchangeState {
  const id = link.exchangeId ?? '';
  switch (place.kind) {
    case 'found':
      return exchangeStateOf(run, place.item, link.baseExchange);
    case 'gone':
      return { kind: 'gone', id };
    case 'elsewhere':
      return { kind: 'elsewhere', id };
    case 'unproved':
      return { kind: 'unproved', id, reason: place.reason };
  }
}

/** What is known of a record from pairs that it was in. */
interface Past {
  /** A restored CRM has it again. */
  readonly returned?: boolean;
  readonly formerPairs?: FormerPairs | undefined;
}

export function crmNewcomer(run: Run, record: CrmRecord, hints: readonly Hint[], past: Past = {}): Unit {
  const crm = crmStateOf(run, record.id, { kind: 'found', record }, {}, past.returned ? 'returned' : undefined);
  const sinceRead = stopwatch(run.ports.clock);
  const { formerPairs } = past;
  const rest = { hints, linkLearned: false, sinceRead, ...(formerPairs === undefined ? {} : { formerPairs }) };
  return { link: null, crm, exchange: { kind: 'absent' }, record, item: null, ...rest };
}

export function exchangeNewcomer(run: Run, item: ExchangeItem, hints: readonly Hint[]): Unit {
  const exchange = exchangeStateOf(run, item);
  const sinceRead = stopwatch(run.ports.clock);
  return { link: null, crm: { kind: 'absent' }, exchange, record: null, item, hints, linkLearned: false, sinceRead };
}
