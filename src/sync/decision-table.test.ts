import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue } from '../model/index.ts';
import { synchronisedFields, TEXT, TEXT_SET } from '../model/index.ts';
import { plan } from './plan.ts';
import type { TakesPart } from './state.ts';
import type { Cell } from './testing/cells.ts';
import { ALL_SWITCHES, linkedCells, rulesOf, unlinkedCells } from './testing/cells.ts';
import { stepText } from './testing/decision-text.ts';
import { allCells, notChangeable } from './testing/enumeration.ts';
import { endedSeriesCells, furtherCells, restoredCells } from './testing/further-cells.ts';
import { contextOf } from './testing/pairs.ts';
import { isThinned } from './testing/property-cases.ts';
import { expectSameAsFile } from './testing/same-as-file.ts';
import type { Sample } from './testing/table-document.ts';
import { decisionOf, differences, keyOf, mergeSection, section } from './testing/table-document.ts';

const HEADER = `# Decision table, as built

Written by \`src/sync/decision-table.test.ts\` from the planner itself: every state of the record with every state of the
item, under all 16 settings of the four rules and both conflict strategies. A change of any decision shows here as a diff.

Each line is a history in words, and what follows from it. Rules that a line does not name do not matter to it. "Private"
stands for everything that leaves an item out: private, a series, a meeting, a filter. "Deleted" is a proved deletion.
An edit in these histories is one of the subject; the place is longer in the CRM than Exchange keeps it, and that is no edit.
`;

function bothRead({ pair }: Cell): boolean {
  return pair.crm.kind !== 'absent' && pair.exchange.kind !== 'absent';
}

/** An item without a link is alone or has a live counterpart; how the other side is missing does not matter (tested below). */
function isTelling({ pair, match }: Cell): boolean {
  const { crm, exchange } = pair;
  if (crm.kind === 'live') return exchange.kind === 'live' || exchange.kind === 'absent';
  return exchange.kind === 'live' ? crm.kind === 'absent' : exchange.kind === 'absent' && match.kind === 'none';
}

/** The name of the cell in which the one live item has an absent counterpart; '' where not exactly one is live. */
function nameAlone({ crm, exchange, found, pair }: Cell): string {
  if ((pair.crm.kind === 'live') === (pair.exchange.kind === 'live')) return '';
  return pair.crm.kind === 'live' ? `${crm} | absent | ${found}` : `absent | ${exchange} | ${found}`;
}

function everySample(values: readonly FieldValue[]): readonly Sample[] {
  const fields = (value: FieldValue): Fields => (value === null ? {} : { field: value });
  const known = values.flatMap((base) =>
    values.flatMap((crm) =>
      values.map((exchange) => ({ base: fields(base), crm: fields(crm), exchange: fields(exchange) })),
    ),
  );
  const meetings = known.slice(0, values.length ** 2).map((sample) => ({ ...sample, base: null }));
  return [...known, ...meetings];
}

const TWO_FIELDS = { subject: TEXT, place: TEXT };
const AGREED = { subject: 'a', place: 'a' };
const WHOLE_ITEMS: readonly Sample[] = [
  { base: AGREED, crm: { subject: 'b', place: 'a' }, exchange: AGREED },
  { base: AGREED, crm: { subject: 'b', place: 'a' }, exchange: { subject: 'a', place: 'c' } },
  { base: AGREED, crm: { subject: 'b', place: 'b' }, exchange: { subject: 'a', place: 'c' } },
  { base: AGREED, crm: { subject: 'b', place: 'b' }, exchange: { subject: 'b', place: 'c' } },
  { base: null, crm: { subject: 'b', place: 'b' }, exchange: { subject: 'b', place: 'c' } },
];

describe('decision table', () => {
  it('decides every cell exactly as the reviewed table says', async () => {
    const linked = linkedCells('LINKED').filter(bothRead);
    const open = linked.filter(({ pair }) => pair.crm.kind === 'live');
    const detachedE = linkedCells('DET_E');
    const detachedC = linkedCells('DET_C');
    const unlinked = unlinkedCells().filter(isTelling);
    const table = [
      HEADER,
      section('Linked', 'A pair that was in step, and what became of its two ends since.', linked),
      differences(
        'Linked, copies about: what differs',
        'Copies of the item are about, so that nobody can tell which of them is the linked one.',
        linkedCells('LINKED', { ambiguous: true }).filter(bothRead),
        linked,
      ),
      differences(
        'Linked, left out when last seen: what differs',
        'The pair slept, because one of the two was private (or left out for another reason) when it was last looked at.',
        linkedCells('LINKED', { reviewReason: 'excluded_private' }).filter(bothRead),
        linked,
      ),
      differences(
        'Linked, one of them outside when last seen: what differs',
        'An edit that could not travel had led one of the two out of the window when they were last looked at.',
        linkedCells('LINKED', { reviewReason: 'outside_window' }).filter(bothRead),
        linked,
      ),
      differences(
        'Linked, a colleague’s record: what differs',
        'The user sees the record and may not change it.',
        open.flatMap(notChangeable),
        open,
      ),
      differences('Linked contacts: what differs', 'The tables before are those of appointments.', linked, linked, {
        itemType: 'contacts',
      }),
      section(
        'Detached, the item is left (DET_E)',
        'The record was deleted (or went out of reach), and the deletion was not carried over.',
        detachedE,
      ),
      differences(
        'Detached, the item is left, copies about: what differs',
        'As above, among copies.',
        linkedCells('DET_E', { ambiguous: true }),
        detachedE,
      ),
      section(
        'Detached, the record is left (DET_C)',
        'The item was deleted (or went out of reach), and the deletion was not carried over.',
        detachedC,
      ),
      differences(
        'Detached, the record is left, copies about: what differs',
        'As above, among copies.',
        linkedCells('DET_C', { ambiguous: true }),
        detachedC,
      ),
      section('Not linked', 'Items that no link knows. They differ in the place, where both are there.', unlinked),
      differences(
        'Not linked, a colleague’s record: what differs',
        'The user sees the record and may not change it.',
        unlinked.flatMap(notChangeable),
        unlinked.filter(({ pair }) => pair.crm.kind === 'live'),
      ),
      differences(
        'Not linked, a profile with a category: what differs',
        'The profile sets the category CRM.',
        unlinked,
        unlinked,
        { rules: { exchangeCategories: ['CRM'] } },
      ),
      differences(
        'Not linked, only one category let in: what differs',
        'Of Exchange only items with the category Customer take part.',
        unlinked,
        unlinked,
        { rules: { exchangeItems: { kind: 'onlyCategory', category: 'Customer' } } },
      ),
      section('More histories', 'What the states of the two ends alone do not tell.', furtherCells()),
      section(
        'Series that the CRM ends',
        'Of two occurrences. Exchange has no series without any; a CRM may keep one.',
        endedSeriesCells(),
        { specs: synchronisedFields('appointments') },
      ),
      differences(
        'More histories, a profile with a category: what differs',
        'The profile sets the category CRM.',
        furtherCells(),
        furtherCells(),
        { rules: { exchangeCategories: ['CRM'] } },
      ),
      differences(
        'Linked, the mailbox is being recognised: what differs',
        'Another mailbox than before, or much of it vanished at once.',
        linked,
        linked,
        { frozen: 'relink' },
      ),
      differences(
        'Linked, the CRM was restored from a backup: what differs',
        'Nothing proves of a record that it is from before; where that is proved, see below.',
        linked,
        linked,
        { frozen: 'restored' },
      ),
      section('Records of a restored CRM', 'It is proved that they are from before.', restoredCells(), {
        frozen: 'restored',
      }),
      section(
        'Records of a restored CRM, where a person is asked first',
        'The profile says `afterCrmRestore: ask`.',
        restoredCells(),
        { frozen: 'restored', rules: { afterCrmRestore: 'ask' } },
      ),
      section(
        'Records of a restored CRM, whose values count',
        'The profile says `afterCrmRestore: crm`.',
        restoredCells(),
        { frozen: 'restored', rules: { afterCrmRestore: 'crm' } },
      ),
      differences(
        'Not linked, the mailbox is being recognised: what differs',
        'What seems new may be what is missing.',
        unlinked,
        unlinked,
        { frozen: 'relink' },
      ),
      mergeSection('One field with one value', '∅ is empty.', { field: TEXT }, everySample([null, 'a', 'b'])),
      mergeSection(
        'One set',
        'Categories, children: element by element.',
        { field: TEXT_SET },
        everySample([null, ['a'], ['b'], ['a', 'b']]),
      ),
      mergeSection('Two fields, one by one', 'Conflicts are decided by field.', TWO_FIELDS, WHOLE_ITEMS),
      mergeSection('Two fields as a whole item', 'Conflicts are decided by item.', TWO_FIELDS, WHOLE_ITEMS, {
        conflictGranularity: 'item',
      }),
    ].join('\n');
    await expectSameAsFile(table, '../../docs/spec/decision-table.md', import.meta.url);
  });

  it('waits whenever one end of a linked pair was not read', () => {
    const unread = linkedCells('LINKED').filter((cell) => !bothRead(cell));
    const decisions = new Set(unread.map((cell) => keyOf(decisionOf(cell))));
    const text = 'looked at again by the next run | `O4` counterpart_not_read';
    expect([...decisions]).toEqual([keyOf({ kind: 'answer', text })]);
  });

  it('treats an unlinked item the same, however its side of the other system is missing', () => {
    const byName = new Map(unlinkedCells().map((cell) => [cell.name, cell]));
    const differing = [...byName.values()].filter((cell) => {
      const alone = byName.get(nameAlone(cell));
      const manner = { itemType: 'contacts' } as const;
      return alone !== undefined && keyOf(decisionOf(cell, manner)) !== keyOf(decisionOf(alone, manner));
    });
    expect(differing.map((cell) => cell.name)).toEqual([]);
  });

  it('the mode of deletion says how an item goes, never whether', () => {
    const differing = allCells().filter((cell) => {
      const permanent = { rules: { exchangeDeleteMode: 'permanent' } } as const;
      return keyOf(decisionOf(cell, permanent)) !== keyOf(decisionOf(cell));
    });
    expect(differing.map((cell) => cell.name)).toEqual([]);
  });

  it('decides for every kind of item that is left out as for a private one', () => {
    const all = ['filter', 'series'] as const;
    const reasons = isThinned() ? all.slice(0, 1) : all;
    const differing = allCells().flatMap((cell) =>
      reasons.flatMap((reason) =>
        ALL_SWITCHES.flatMap((switches) => {
          const context = contextOf(rulesOf(switches));
          const expected = stepText(plan(cell.pair, cell.match, context));
          const decided = stepText(plan(excludedBecauseOf(cell, reason).pair, cell.match, context));
          const asIfPrivate = decided.replaceAll(`excluded_${reason}`, 'excluded_private');
          return asIfPrivate === expected ? [] : [`${cell.name}: ${decided}`];
        }),
      ),
    );
    expect(differing.slice(0, 5)).toEqual([]);
  });
});

type Excluded = Extract<TakesPart, { kind: 'excluded' }>['reason'];

/** The cell with another reason in place of "private". */
function excludedBecauseOf(cell: Cell, reason: Excluded): Cell {
  const { crm, exchange } = cell.pair;
  const part = (takesPart: TakesPart): TakesPart =>
    takesPart.kind === 'excluded' ? { kind: 'excluded', reason } : takesPart;
  return {
    ...cell,
    pair: {
      ...cell.pair,
      crm: crm.kind === 'live' ? { ...crm, takesPart: part(crm.takesPart) } : crm,
      exchange: exchange.kind === 'live' ? { ...exchange, takesPart: part(exchange.takesPart) } : exchange,
    },
  };
}
