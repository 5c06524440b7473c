import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/model/index.ts';
import type { JournalEntry } from '../../src/store/port.ts';
import type { ItemRules, Link } from '../../src/sync/index.ts';
import { INVARIANTS, judge } from './judge.ts';
import type { Observation, Write } from './observation.ts';
import {
  ALL_ON,
  aLink,
  anAct,
  anEdit,
  anEntry,
  anItem,
  anObservation,
  anUnlinked,
  aRecord,
  aRegress,
  aScope,
  aWrite,
} from './testing.ts';
import type { InvariantId } from './violation.ts';

/** What is wrong with an observation, and the invariant that has to say so. */
interface Damage {
  readonly invariant: InvariantId;
  readonly what: string;
  readonly observation: Observation;
}

const changed = { ...anItem().fields, jobTitle: 'v2' };
const overwritten = anEntry({
  side: 'exchange',
  op: 'update',
  reason: { row: 'L2', code: 'changed_in_crm' },
  before: { jobTitle: 'v1' },
  after: { jobTitle: 'v2' },
});
const detached = anEntry({ side: 'exchange', op: 'detach', reason: { row: 'O3', code: 'record_hidden' } });
const cut = (fields: Fields): Fields => ({ ...fields, jobTitle: String(fields['jobTitle'] ?? '').slice(0, 2) });
const twoItems = [anItem(), anItem({ id: 'E2' })];
const CALLED_OFF = { role: 'attendee', isCancelled: true, recipients: 1 } as const;
const copiedOnce = { doubled: new Set(['t1']), timesDoubled: new Map([['t1', 1]]) };
const ownDuplicate = { outside: false, ambiguous: false, notOurs: false, ownDuplicate: true };

const awaitingProof = {
  side: 'crm',
  itemId: 'C1',
  attempts: 1,
  nextAt: '2026-11-25T08:00:00Z',
  errorCode: 'deletion_unproved',
  errorDetails: {},
} as const;

const waitingItem = anUnlinked('counterpart_reserved', { side: 'exchange', itemId: 'E1', state: 'wait' });

const DAMAGES: readonly Damage[] = [
  {
    invariant: 'I1',
    what: 'runs that never end',
    observation: anObservation([aScope()], { rest: { runs: null, bound: 25, furtherWrites: 0 } }),
  },
  { invariant: 'I1', what: 'a write that stays open', observation: anObservation([aScope({ openIntents: 1 })]) },
  {
    invariant: 'I2',
    what: 'one more run that writes',
    observation: anObservation([aScope()], { rest: { runs: 1, bound: 25, furtherWrites: 1 } }),
  },
  {
    invariant: 'I3',
    what: 'two links of one record',
    observation: anObservation([aScope({ links: [aLink(), aLink({ id: 'L2', exchangeId: 'E2', stamp: 'stamp2' })] })]),
  },
  {
    invariant: 'I3',
    what: 'a second item that nobody made',
    observation: anObservation([
      aScope({
        items: twoItems,
        unlinked: [anUnlinked('new_in_exchange', { side: 'exchange', itemId: 'E2', state: 'wait' })],
      }),
    ]),
  },
  {
    invariant: 'I3',
    what: 'a second record that nobody made',
    observation: anObservation([
      aScope({
        records: [aRecord(), aRecord({ id: 'C2' })],
        unlinked: [anUnlinked('new_in_crm', { itemId: 'C2', state: 'review' })],
      }),
    ]),
  },
  {
    invariant: 'I3',
    what: 'a third item beside one and its only copy',
    observation: anObservation([aScope({ items: [...twoItems, anItem({ id: 'E3' })] })], copiedOnce),
  },
  {
    invariant: 'I3',
    what: 'an item beside a meeting of its own pair that was called off',
    observation: anObservation([aScope({ items: [anItem({ meeting: CALLED_OFF }), anItem({ id: 'E2' })] })]),
  },
  {
    invariant: 'I3',
    what: 'an item beside an invitation that stands',
    observation: anObservation([
      aScope({ items: [anItem(), anItem({ id: 'E2', meeting: { ...CALLED_OFF, isCancelled: false } })] }),
    ]),
  },
  {
    invariant: 'I4',
    what: 'a value that was overwritten and that no journal keeps',
    observation: anObservation([aScope()], {
      writes: [aWrite({ op: 'update', side: 'exchange' })],
      acts: [anAct('create', 'crm')],
    }),
  },
  {
    invariant: 'I4',
    what: 'a deletion without its values in the journal',
    observation: anObservation([aScope()], {
      writes: [aWrite({ op: 'delete', side: 'exchange' })],
      acts: [anAct('delete', 'crm')],
    }),
  },
  {
    invariant: 'I4',
    what: 'an edit that lost without a conflict',
    observation: anObservation([aScope({ journal: [overwritten] })], {
      acts: [anEdit('exchange', 'jobTitle', 'v1')],
      writes: [aWrite({ op: 'update', side: 'exchange' })],
    }),
  },
  {
    invariant: 'I4',
    what: 'an edit that waited and that an undo took',
    observation: anObservation([aScope({ journal: [overwritten] })], {
      acts: [anEdit('exchange', 'jobTitle', 'v1')],
      writes: [aWrite({ op: 'update', side: 'exchange', cause: 'undo' })],
    }),
  },
  {
    invariant: 'I4',
    what: 'an edit that is nowhere',
    observation: anObservation([aScope()], { acts: [anEdit('crm', 'nickname', 'v7')] }),
  },
  {
    invariant: 'I4',
    what: 'an edit that is gone from a record that was deleted and brought back',
    observation: anObservation([aScope()], {
      acts: [anEdit('crm', 'nickname', 'v7'), anAct('delete', 'crm', 2), anAct('restore', 'crm', 3)],
    }),
  },
  {
    invariant: 'I4',
    what: 'an edit that a restored backup holds and that is gone',
    observation: anObservation([aScope()], {
      acts: [anEdit('crm', 'nickname', 'v7'), aRegress({ profession: 't1', nickname: 'v7' }, 2)],
    }),
  },
  {
    invariant: 'I4',
    what: 'a value of Exchange that was overwritten with what a backup of the CRM has',
    observation: anObservation([aScope({ journal: [overwritten] })], {
      acts: [aRegress({ profession: 't1', jobTitle: 'v2' }, 2)],
      writes: [aWrite({ op: 'update', side: 'exchange' })],
    }),
  },
  {
    invariant: 'I4',
    what: 'a pair that was detached because a restored CRM had lost its record',
    observation: anObservation([aScope({ links: [aLink({ state: 'DET_E' })], records: [], journal: [detached] })], {
      acts: [anAct('lost', 'crm', 2)],
    }),
  },
  {
    invariant: 'I4',
    what: 'an edit of one of several alike that is nowhere',
    observation: anObservation([aScope()], { acts: [anEdit('crm', 'nickname', 'v7')], ...copiedOnce }),
  },
  {
    invariant: 'I4',
    what: 'a text that Exchange cut and that was carried home',
    observation: anObservation(
      [aScope({ asExchangeKeeps: cut, journal: [{ ...overwritten, before: { jobTitle: 'v12' } }] })],
      {
        acts: [anEdit('crm', 'jobTitle', 'v12')],
        writes: [
          aWrite({ op: 'update', side: 'exchange', at: 2, before: {}, after: { jobTitle: 'v12' } }),
          aWrite({ op: 'update', side: 'crm', at: 3, before: { jobTitle: 'v12' }, after: { jobTitle: 'v1' } }),
        ],
      },
    ),
  },
  {
    invariant: 'I5',
    what: 'an update although uCE is off',
    observation: anObservation([aScope({ journal: [overwritten] })], {
      acts: [anAct('create', 'crm')],
      writes: [aWrite({ op: 'update', side: 'exchange', rules: { ...ALL_ON, updateCrmToExchange: false } })],
    }),
  },
  {
    invariant: 'I5',
    what: 'a stamp although uCE is off',
    observation: anObservation([aScope()], {
      acts: [anAct('create', 'crm')],
      writes: [
        aWrite({
          op: 'update',
          side: 'exchange',
          after: {},
          stamped: true,
          rules: { ...ALL_ON, updateCrmToExchange: false },
        }),
      ],
    }),
  },
  {
    invariant: 'I5',
    what: 'a duplicate of ours that is taken away although uCE is off',
    observation: anObservation([aScope()], {
      writes: [
        aWrite({
          op: 'delete',
          side: 'exchange',
          before: {},
          rules: { ...ALL_ON, updateCrmToExchange: false },
          victim: ownDuplicate,
        }),
      ],
    }),
  },
  {
    invariant: 'I5',
    what: 'a category that nobody configured',
    observation: anObservation([aScope()], {
      acts: [anAct('create', 'crm')],
      writes: [aWrite({ op: 'update', side: 'exchange', after: {}, categories: ['CRM'] })],
    }),
  },
  {
    invariant: 'I5',
    what: 'a record that was made although uEC is off',
    observation: anObservation([aScope()], {
      writes: [aWrite({ op: 'create', side: 'crm', rules: { ...ALL_ON, updateExchangeToCrm: false } })],
    }),
  },
  {
    invariant: 'I6',
    what: 'a deletion that nobody began',
    observation: anObservation([aScope()], { writes: [aWrite({ op: 'delete', side: 'crm', before: {} })] }),
  },
  {
    invariant: 'I6',
    what: 'a deletion for a deletion that was taken back before the run',
    observation: anObservation([aScope()], {
      acts: [anAct('delete', 'crm', 1), anAct('restore', 'crm', 2)],
      writes: [aWrite({ op: 'delete', side: 'exchange', before: {}, runFrom: 3 })],
    }),
  },
  ...(['outside', 'ambiguous', 'notOurs'] as const).map(
    (fact): Damage => ({
      invariant: 'I6',
      what: `a deletion whose victim is ${fact}`,
      observation: anObservation([aScope()], {
        acts: [anAct('delete', 'exchange')],
        writes: [
          aWrite({
            op: 'delete',
            side: 'crm',
            before: {},
            victim: { outside: false, ambiguous: false, notOurs: false, ownDuplicate: false, [fact]: true },
          }),
        ],
      }),
    }),
  ),
  {
    invariant: 'I6',
    what: 'an undo that deletes what it did not make',
    observation: anObservation([aScope()], {
      writes: [aWrite({ op: 'delete', side: 'crm', before: {}, cause: 'undo' })],
    }),
  },
  {
    invariant: 'I6',
    what: 'an undo that deletes what the run made something of',
    observation: anObservation([aScope()], {
      acts: [anAct('create', 'exchange')],
      writes: [
        aWrite({ op: 'create', side: 'crm', at: 5 }),
        aWrite({ op: 'delete', side: 'exchange', before: {}, cause: 'undo' }),
      ],
    }),
  },
  {
    invariant: 'I7',
    what: 'a deletion of the edit that wins',
    observation: anObservation(
      [aScope({ journal: [{ ...overwritten, side: 'crm', op: 'delete', before: { jobTitle: 'v1' } }] })],
      {
        acts: [anEdit('crm', 'jobTitle', 'v1'), anAct('delete', 'exchange', 2)],
        writes: [aWrite({ op: 'delete', side: 'crm', before: { jobTitle: 'v1' } })],
      },
    ),
  },
  {
    invariant: 'I7',
    what: 'a deletion of the very copy that was edited and wins',
    observation: anObservation(
      [aScope({ journal: [{ ...overwritten, side: 'crm', op: 'delete', before: { jobTitle: 'v1' } }] })],
      {
        acts: [anEdit('crm', 'jobTitle', 'v1'), anAct('delete', 'exchange', 2)],
        writes: [aWrite({ op: 'delete', side: 'crm', before: { jobTitle: 'v1' } })],
        ...copiedOnce,
      },
    ),
  },
  {
    invariant: 'I8',
    what: 'an item that takes part and of which nothing is known',
    observation: anObservation([aScope({ links: [], items: [] })]),
  },
  {
    invariant: 'I8',
    what: 'a reason that is not true any more',
    observation: anObservation([aScope({ links: [], items: [], unlinked: [anUnlinked('create_rule_off')] })]),
  },
  {
    invariant: 'I8',
    what: 'a private item that is not private',
    observation: anObservation([aScope({ links: [], items: [], unlinked: [anUnlinked('excluded_private')] })]),
  },
  {
    invariant: 'I8',
    what: 'a record that is left to a person beside nothing like it',
    observation: anObservation([
      aScope({ links: [], items: [], unlinked: [anUnlinked('same_name_only', { state: 'review' })] }),
    ]),
  },
  {
    invariant: 'I8',
    what: 'a record that waits for nothing',
    observation: anObservation([
      aScope({ links: [], items: [], unlinked: [anUnlinked('counterpart_reserved', { state: 'wait' })] }),
    ]),
  },
  {
    invariant: 'I8',
    what: 'one that was brought back beside another, and waits for nothing',
    observation: anObservation(
      [aScope({ links: [], items: [], unlinked: [anUnlinked('counterpart_reserved', { state: 'wait' })] })],
      copiedOnce,
    ),
  },
  {
    invariant: 'I8',
    what: 'an item that waits for a record that is gone',
    observation: anObservation([aScope({ links: [], records: [], unlinked: [waitingItem] })]),
  },
  {
    invariant: 'I8',
    what: 'an item that waits while another mailbox suffers',
    observation: anObservation([aScope({ links: [], records: [], unlinked: [waitingItem] })], {
      poisoned: new Set(['t2']),
    }),
  },
  {
    invariant: 'I8',
    what: 'an item that waits while something that is nothing like it is parked',
    observation: anObservation([
      aScope({
        links: [],
        records: [aRecord({ id: 'C2', origin: 't2', fields: { name: { givenName: 'Bruno' } } })],
        unlinked: [waitingItem],
        quarantine: [{ ...awaitingProof, itemId: 'C2', errorCode: 'crm_write_forbidden' }],
      }),
    ]),
  },
  { invariant: 'I8', what: 'a deletion that nobody noticed', observation: anObservation([aScope({ records: [] })]) },
  {
    invariant: 'I8',
    what: 'an item in Deleted Items whose pair goes on',
    observation: anObservation([aScope({ items: [anItem({ place: 'deletedItems' })] })]),
  },
  {
    invariant: 'I9',
    what: 'a pair that differs',
    observation: anObservation([
      aScope({ items: [anItem({ fields: changed })], links: [aLink({ baseExchange: changed })] }),
    ]),
  },
  {
    invariant: 'I9',
    what: 'a field that differs beside another that an undo gave back',
    observation: anObservation(
      [aScope({ items: [anItem({ fields: changed })], links: [aLink({ baseExchange: changed })] })],
      {
        acts: [anEdit('exchange', 'jobTitle', 'v2')],
        writes: [aWrite({ op: 'update', side: 'crm', cause: 'undo', before: {}, after: { nickname: null } })],
      },
    ),
  },
  {
    invariant: 'I10',
    what: 'two sides that correct each other for ever',
    observation: anObservation([aScope({ journal: [overwritten] })], {
      acts: [anAct('create', 'crm')],
      writes: Array.from({ length: 12 }, () => aWrite({ op: 'update', side: 'exchange' })),
    }),
  },
  {
    invariant: 'I11',
    what: 'a mail',
    observation: anObservation([aScope()], { mails: [{ at: 1, what: 'an invitation' }] }),
  },
  {
    invariant: 'I12',
    what: 'an item that is parked for another one’s sake',
    observation: anObservation(
      [
        aScope({
          quarantine: [
            {
              side: 'crm',
              itemId: 'C1',
              attempts: 1,
              nextAt: '2026-11-25T08:00:00Z',
              errorCode: 'ErrorCorruptData',
              errorDetails: {},
            },
          ],
        }),
      ],
      { poisoned: new Set(['t2']) },
    ),
  },
  {
    invariant: 'I12',
    what: 'an edit that waits for the proof of a deletion after all folders can be read again',
    observation: anObservation([
      aScope({
        links: [aLink({ state: 'DET_C' })],
        items: [],
        unreadable: false,
        quarantine: [awaitingProof],
      }),
    ]),
  },
  {
    invariant: 'I12',
    what: 'an item that is never looked at',
    observation: anObservation([aScope({ hints: [{ side: 'crm', itemId: 'C1' }] })]),
  },
  {
    invariant: 'I13',
    what: 'a record that is made again when the window moves back',
    observation: anObservation([aScope()], {
      acts: [anAct('create', 'exchange')],
      writes: [aWrite({ op: 'create', side: 'crm' }), aWrite({ op: 'create', side: 'crm', itemId: 'C2' })],
    }),
  },
  {
    invariant: 'I13',
    what: 'a record that is made three times of an item and its only copy',
    observation: anObservation([aScope()], {
      writes: ['C1', 'C2', 'C3'].map((itemId) => aWrite({ op: 'create', side: 'crm', itemId })),
      ...copiedOnce,
    }),
  },
  {
    invariant: 'I14',
    what: 'an undo that leaves something',
    observation: anObservation([aScope()], { undo: { before: 'v1', after: 'v2' } }),
  },
  {
    invariant: 'I15',
    what: 'an end that no history without a crash has',
    observation: anObservation([aScope()], { resumed: { end: 'c', reachable: ['a', 'b'] } }),
  },
  {
    invariant: 'I16',
    what: 'a trace that differs in a line',
    observation: anObservation([aScope()], { traces: ['one\ntwo', 'one\nthree'] }),
  },
  {
    invariant: 'I17',
    what: 'equal values that are not in the base',
    observation: anObservation([aScope({ links: [aLink({ baseExchange: changed, baseCrm: changed })] })]),
  },
  {
    invariant: 'I17',
    what: 'a verification that finds something',
    observation: anObservation([aScope()], {
      rest: { runs: 1, bound: 25, furtherWrites: 0, findings: ['missedChange C1'] },
    }),
  },
  {
    invariant: 'I17',
    what: 'a change that waits although it may travel',
    observation: anObservation([
      aScope({ items: [anItem({ fields: changed })], rules: { ...ALL_ON, updateCrmToExchange: false } }),
    ]),
  },
  {
    invariant: 'I18',
    what: 'three deletions in half an hour where two are allowed',
    observation: anObservation([aScope()], { deletions: { at: [1, 1_800_000, 5], allowed: 2, withinMs: 1_800_000 } }),
  },
];

describe('the invariants', () => {
  it('find nothing wrong with a pair in step', () => {
    const whole = anObservation([aScope()], {
      undo: { before: 'a', after: 'a' },
      resumed: { end: 'a', reachable: ['a'] },
      traces: ['a', 'a'],
      deletions: { at: [1_800_001, 1, 5], allowed: 2, withinMs: 1_800_000 },
    });
    expect(judge(whole)).toEqual({ violations: [], judged: INVARIANTS.map(({ id }) => id) });
  });

  it.each(DAMAGES.map((damage) => [damage.invariant, damage.what, damage.observation] as const))(
    '%s finds %s',
    (invariant, _what, observation) => {
      const found = judge(observation).violations;
      expect(found.map((violation) => violation.invariant)).toContain(invariant);
    },
  );

  it('each have a damage that they find', () => {
    const found = new Set(DAMAGES.map(({ invariant }) => invariant));
    expect(INVARIANTS.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  });

  it('judge only what an observation tells', () => {
    const { rest: _rest, ...running } = anObservation([aScope()]);
    expect(judge(running).judged).toEqual(['I3', 'I4', 'I5', 'I6', 'I7', 'I11']);
  });

  it('let a copy stand that a person made, and its record', () => {
    const scope = aScope({
      items: twoItems,
      records: [aRecord(), aRecord({ id: 'C2' })],
      links: [aLink(), aLink({ id: 'L2', crmId: 'C2', exchangeId: 'E2', stamp: 'stamp2' })],
    });
    expect(judge(anObservation([scope], copiedOnce)).violations).toEqual([]);
  });

  it('let an item stand beside an invitation that was called off before it was linked', () => {
    const scope = aScope({
      items: [anItem(), anItem({ id: 'E2', meeting: CALLED_OFF })],
      unlinked: [
        anUnlinked('excluded_cancelled_meeting', { side: 'exchange', itemId: 'E2', state: 'not_synchronised' }),
      ],
    });
    expect(judge(anObservation([scope])).violations).toEqual([]);
  });

  it('let a category stay that the profile once set, and a poisoned item wait', () => {
    const marked = { ...anItem().fields, categories: ['CRM'] };
    const scope = aScope({
      items: [anItem({ fields: marked })],
      links: [aLink({ baseExchange: marked })],
      marks: ['CRM'],
    });
    expect(judge(anObservation([scope])).violations).toEqual([]);
    const hinted = aScope({ hints: [{ side: 'crm', itemId: 'C1' }] });
    expect(judge(anObservation([hinted], { poisoned: new Set(['t1']) })).violations).toEqual([]);
  });

  it('let an item wait for its own record that is out of sight, and for one like it that is refused', () => {
    const waiting = { links: [], unlinked: [waitingItem] };
    const hidden = aScope({ ...waiting, records: [aRecord({ standing: 'hidden', ownerId: 'bruno' })] });
    expect(judge(anObservation([hidden])).violations).toEqual([]);
    const alike = aRecord({ id: 'C2', origin: 't2' });
    const gone = judge(anObservation([aScope({ ...waiting, records: [] })]));
    expect(gone.violations.map(({ invariant }) => invariant)).toContain('I8');
    const refused = aScope({ ...waiting, records: [alike] });
    expect(judge(anObservation([refused], { poisoned: new Set(['t2']) })).violations).toEqual([]);
  });

  it('let a deletion be carried over although another mailbox had an item of that id brought back', () => {
    const journal: JournalEntry = { ...overwritten, side: 'crm', op: 'delete', before: anItem().fields };
    const bruno = aScope({ id: 'bruno-contacts', links: [], records: [], items: [] });
    const restored = {
      kind: 'restore',
      at: 2,
      side: 'exchange',
      scopeId: bruno.id,
      itemId: 'E1',
      origin: 't2',
    } as const;
    const found = judge(
      anObservation([aScope({ links: [], records: [], items: [], journal: [journal] }), bruno], {
        acts: [anAct('delete', 'exchange', 1), restored],
        writes: [aWrite({ op: 'delete', side: 'crm', runFrom: 3 })],
      }),
    );
    expect(found.violations).toEqual([]);
  });

  it('let a deletion be untold whose item a person brought back under the id that it had', () => {
    const deletion = aWrite({ op: 'delete', side: 'exchange' });
    const unkept = (acts: Observation['acts']): readonly string[] =>
      judge(anObservation([aScope()], { acts, writes: [deletion] })).violations.flatMap(({ invariant, what }) =>
        invariant === 'I4' ? [what] : [],
      );
    const restored = { kind: 'restore', side: 'exchange', scopeId: 'anna-contacts', origin: 't1' } as const;
    const backAs = (itemId: string, at: number, more: { readonly scopeId?: string } = {}): Observation['acts'] => [
      anAct('delete', 'crm'),
      { ...restored, itemId, at, ...more },
    ];
    expect(unkept(backAs('E1', 20))).toEqual([]);
    expect(unkept(backAs('E1', 5))).not.toEqual([]);
    expect(unkept(backAs('E2', 20))).not.toEqual([]);
    expect(unkept(backAs('E1', 20, { scopeId: 'bruno-contacts' }))).not.toEqual([]);
  });

  it('let a deletion in Exchange take what somebody edited after the look right before it, and nothing else', () => {
    const item = anItem({ fields: { ...anItem().fields, jobTitle: 'v2' } });
    const journal: JournalEntry = { ...overwritten, side: 'exchange', op: 'delete', before: anItem().fields };
    const scope = aScope({ links: [], records: [], items: [], journal: [journal] });
    const edit = anEdit('exchange', 'jobTitle', 'v2', 5);
    const judgedWith = (more: Partial<Write>): readonly string[] => {
      const rules: ItemRules = { ...ALL_ON, conflictStrategy: 'exchange' };
      const deletion = aWrite({ op: 'delete', side: 'exchange', before: item.fields, rules, ...more });
      const acts = [anAct('delete', 'crm', 1), edit];
      return judge(anObservation([scope], { acts, writes: [deletion] })).violations.map(({ invariant }) => invariant);
    };
    expect(judgedWith({ looked: anItem().fields })).toEqual([]);
    expect(new Set(judgedWith({}))).toEqual(new Set(['I4', 'I7']));
    expect(new Set(judgedWith({ looked: item.fields }))).toEqual(new Set(['I4', 'I7']));
  });

  it('let two be left to a person that have nothing in common but the stamp', () => {
    const asked = [
      anUnlinked('same_name_only', { state: 'review' }),
      anUnlinked('same_name_only', { side: 'exchange', itemId: 'E1', state: 'review' }),
    ];
    const edited = anItem({ fields: { ...anItem().fields, name: { givenName: 'Bea' } }, stamp: 'stamp1' });
    const apart = { records: [aRecord({ externalKey: 'stamp1' })], links: [], unlinked: asked };
    expect(judge(anObservation([aScope({ ...apart, items: [edited] })])).violations).toEqual([]);
    const strange = judge(anObservation([aScope({ ...apart, items: [{ ...edited, stamp: 'stamp2' }] })]));
    expect(strange.violations.map(({ invariant }) => invariant)).toContain('I8');
  });

  it('let two be left to a person that have nothing in common but the search key of their pair that is over', () => {
    const asked = [
      anUnlinked('same_name_only', { state: 'review' }),
      anUnlinked('same_name_only', { side: 'exchange', itemId: 'E2', state: 'review' }),
    ];
    const over = aLink({ state: 'CLOSED', stamped: false });
    const violationsWith = (pair: Partial<Link>, ...others: readonly Link[]): readonly string[] => {
      const items = [
        anItem({ id: 'E2', fields: { ...anItem().fields, name: { givenName: 'Bea' } }, searchKey: 'key-1' }),
      ];
      const scope = aScope({ links: [{ ...over, ...pair }, ...others], unlinked: asked, items });
      return judge(anObservation([scope])).violations.map(({ invariant }) => invariant);
    };
    expect(violationsWith({})).toEqual([]);
    expect(violationsWith({ searchKey: 'key-2' })).toContain('I8');
    // A stamp that was written would have told more.
    expect(violationsWith({ stamped: true })).toContain('I8');
    expect(violationsWith({}, aLink({ id: 'L2', crmId: 'C9', exchangeId: 'E9' }))).toContain('I8');
  });

  it('let two be left to a person that have nothing in common but the UID, as a copy has that of its original', () => {
    const asked = [
      anUnlinked('several_counterparts', { state: 'review' }),
      anUnlinked('several_counterparts', { side: 'exchange', itemId: 'E1', state: 'review' }),
    ];
    const judgedWith = (uid: string | null): readonly string[] => {
      const items = [anItem({ fields: { ...anItem().fields, subject: 'Offer' }, uid })];
      const records = [aRecord({ uid: uid === null ? null : 'uid-1' })];
      const scope = aScope({ itemType: 'appointments', links: [], unlinked: asked, records, items });
      return judge(anObservation([scope])).violations.map(({ invariant }) => invariant);
    };
    expect(judgedWith('uid-1')).toEqual([]);
    expect(judgedWith('uid-2')).toContain('I8');
    expect(judgedWith(null)).toContain('I8');
  });

  it('let an edit wait for the proof of a deletion while a folder cannot be read', () => {
    const scope = aScope({
      links: [aLink({ state: 'DET_C' })],
      items: [],
      unreadable: true,
      quarantine: [awaitingProof],
      hints: [{ side: 'crm', itemId: 'C1' }],
    });
    expect(judge(anObservation([scope])).violations).toEqual([]);
  });
});
