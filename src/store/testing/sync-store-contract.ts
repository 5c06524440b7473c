import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../database/index.ts';
import { migrate } from '../../database/index.ts';
import type { Hint, Lease, Scope, ScopeOwner, SyncStore, Unlinked } from '../index.ts';
import { createSyncStore } from '../index.ts';
import { entryOf, intentOf, linkOf, settlementOf, unlinkedOf } from './examples.ts';

const MAILBOX = 'Anna@contoso.example';
const ownerOf = (accountId: string, crmUserId: string, mailbox = MAILBOX): ScopeOwner => ({
  accountId,
  crmUserId,
  mailbox,
});

/** What every implementation of the store has to do. Each test has a scope of its own in one shared database. */
export function describeSyncStore(name: string, open: () => Promise<Database>): void {
  describe(`the sync store (${name})`, () => {
    let db: Database;
    let store: SyncStore;
    let scope: Scope;
    let lease: Lease;
    let scopes = 0;

    const newScope = async (itemType: Scope['itemType'] = 'contacts'): Promise<Scope> => {
      scopes += 1;
      return store.ensureScope(ownerOf(`account-${scopes}`, `user-${scopes}`), itemType);
    };
    const take = async (scopeId: string, owner = 'worker'): Promise<Lease> => {
      const taken = await store.acquireLease(scopeId, owner, 60);
      if (taken === null) throw new Error('the lease is held by somebody else');
      return taken;
    };
    const hints = (): Promise<readonly Hint[]> => store.listHints(scope.id, null, 100);
    const hintedIds = async (): Promise<readonly string[]> =>
      (await hints()).map((hint) => `${hint.side} ${hint.itemId}`);

    beforeAll(async () => {
      db = await open();
      await migrate(db);
      store = createSyncStore(db);
    });
    beforeEach(async () => {
      scope = await newScope();
      lease = await take(scope.id);
    });
    afterAll(() => db.close());

    describe('scopes', () => {
      test('are made once and keep their memory', async () => {
        await store.updateScope(lease, {
          mailboxSmtp: 'anna@contoso.example',
          epoch: 3,
          status: 'hold',
          statusReason: { row: 'L5', code: 'massDeletion', params: { deletions: 12 } },
          lastRunAt: '2026-03-01T08:00:00Z',
        });
        const again = await store.ensureScope(ownerOf(scope.accountId, scope.crmUserId), 'contacts');
        expect(again).toEqual({
          ...scope,
          mailboxSmtp: 'anna@contoso.example',
          epoch: 3,
          status: 'hold',
          statusReason: { row: 'L5', code: 'massDeletion', params: { deletions: 12 } },
          lastRunAt: '2026-03-01T08:00:00Z',
        });
        await store.updateScope(lease, { statusReason: null });
        expect(await store.getScope(scope.id)).toMatchObject({ statusReason: null, epoch: 3 });
      });

      test('of one mailbox are not synchronised twice', async () => {
        await store.updateScope(lease, { mailboxSmtp: 'shared@contoso.example' });
        const other = await newScope();
        const otherLease = await take(other.id);
        await expect(store.updateScope(otherLease, { mailboxSmtp: 'shared@contoso.example' })).rejects.toMatchObject({
          code: 'mailbox_taken',
        });
        const calendar = await take((await newScope('appointments')).id);
        await store.updateScope(calendar, { mailboxSmtp: 'shared@contoso.example' });
      });

      test('learn from another one that the CRM went back behind what they had seen of it', async () => {
        const crmInstance = `crm of ${scope.id}`;
        const [ahead, behind, elsewhere] = [await newScope(), await newScope(), await newScope()];
        await store.updateScope(lease, { crmInstance, crmHighWater: 30 });
        await store.updateScope(await take(ahead.id), { crmInstance, crmHighWater: 25 });
        await store.updateScope(await take(behind.id), { crmInstance, crmHighWater: 20 });
        await store.updateScope(await take(elsewhere.id), { crmInstance: 'another', crmHighWater: 25 });
        await store.distrustCrmMarks(lease, { instance: crmInstance, highWater: 20 });
        const marks = await Promise.all([scope, ahead, behind, elsewhere].map(({ id }) => store.getScope(id)));
        const beyond = Number.MAX_SAFE_INTEGER;
        expect(marks.map((one) => one?.crmHighWater)).toEqual([30, beyond, 20, 25]);
      });

      test("of one user's item type are not active in two accounts", async () => {
        await expect(store.ensureScope(ownerOf('a-second-account', scope.crmUserId), 'contacts')).rejects.toMatchObject(
          {
            code: 'item_type_active_elsewhere',
          },
        );
      });

      test('of an account that passes to another user start with an empty memory, and the old one comes back', async () => {
        await store.settle(lease, settlementOf({ links: [linkOf(scope, 'first')] }));
        const successor = await store.ensureScope(ownerOf(scope.accountId, 'successor'), 'contacts');
        expect(successor.id).not.toBe(scope.id);
        expect((await store.listScopes()).map((listed) => listed.id)).not.toContain(scope.id);
        const back = await store.ensureScope(ownerOf(scope.accountId, scope.crmUserId), 'contacts');
        expect(back.id).toBe(scope.id);
        expect(await store.pageLinks(back.id, null, 10)).toHaveLength(1);
      });
    });

    describe('another mailbox', () => {
      const HOME = { fingerprint: 'folders-1' };
      const moveTo = async (mailbox: string): Promise<Scope> =>
        store.ensureScope(ownerOf(scope.accountId, scope.crmUserId, mailbox), 'contacts');

      beforeEach(async () => {
        await store.updateScope(lease, {
          mailboxSmtp: `${scope.id}@contoso.example`,
          mailboxFingerprint: HOME.fingerprint,
          rulesHash: 'rules-1',
          deletionRules: { deleteCrmToExchange: true, deleteExchangeToCrm: false },
          managedCategories: ['CRM'],
        });
        await store.recordPage(lease, 'exchange', [], 'position-1');
        await store.settle(
          lease,
          settlementOf({
            links: [linkOf(scope, 'first')],
            putUnlinked: [unlinkedOf({ side: 'exchange', itemId: 'alone' })],
          }),
        );
        await store.releaseLease(lease);
      });

      test('of an account has a memory of its own, and the first one comes back with its mailbox', async () => {
        const other = await moveTo('other@contoso.example');
        expect(other).toMatchObject({ mailboxSmtp: null, rulesHash: null, deletionRules: null, managedCategories: [] });
        expect(await store.pageLinks(other.id, null, 10)).toEqual([]);
        const back = await moveTo(' ANNA@contoso.example');
        expect(back.id).toBe(scope.id);
        expect(await store.pageLinks(back.id, null, 10)).toHaveLength(1);
      });

      test('that is the same one under another address takes up the memory', async () => {
        const alias = await moveTo('alias@contoso.example');
        const taken = await take(alias.id);
        const mailbox = { smtp: 'renamed@contoso.example', fingerprint: HOME.fingerprint };
        expect(await store.adoptMemory(taken, { smtp: 'x@contoso.example', fingerprint: 'folders-2' })).toBe(false);
        expect(await store.adoptMemory(taken, mailbox)).toBe(true);
        expect(await store.getScope(alias.id)).toMatchObject({
          rulesHash: 'rules-1',
          deletionRules: { deleteCrmToExchange: true, deleteExchangeToCrm: false },
          managedCategories: ['CRM'],
          mailboxFingerprint: HOME.fingerprint,
        });
        expect(await store.getScope(scope.id)).toMatchObject({ rulesHash: null, deletionRules: null });
        expect(await store.pageLinks(alias.id, null, 10)).toHaveLength(1);
        expect(await store.getCursor(alias.id, 'exchange')).toBe('position-1');
        expect(await store.listHints(alias.id, null, 10)).toMatchObject([{ side: 'exchange', itemId: 'alone' }]);
        expect(await store.pageLinks(scope.id, null, 10)).toEqual([]);
      });

      test('that moved to another server meanwhile takes up the memory as one of the folders that it was of', async () => {
        const taken = await take((await moveTo('alias@contoso.example')).id);
        const moved = { smtp: `${scope.id}@contoso.example`, fingerprint: 'folders-2' };
        expect(await store.adoptMemory(taken, moved)).toBe(true);
        expect(await store.getScope(taken.scopeId)).toMatchObject({ mailboxFingerprint: HOME.fingerprint });
      });

      test('that got the address of another one takes up the memory of its own folders', async () => {
        const other = await take((await moveTo('other@contoso.example')).id);
        const smtp = `other of ${scope.id}@contoso.example`;
        const lastRunAt = '2026-03-01T08:00:00Z';
        await store.updateScope(other, { mailboxSmtp: smtp, mailboxFingerprint: 'folders-9', lastRunAt });
        const taken = await take((await moveTo('alias@contoso.example')).id);
        expect(await store.adoptMemory(taken, { smtp, fingerprint: HOME.fingerprint })).toBe(true);
        expect(await store.pageLinks(taken.scopeId, null, 10)).toHaveLength(1);
      });
    });

    describe('leases', () => {
      test('are held by one owner, until they end or are given back', async () => {
        expect(await store.acquireLease(scope.id, 'other', 60)).toBeNull();
        await store.renewLease(lease, 60);
        await store.releaseLease(lease);
        expect(await store.acquireLease(scope.id, 'other', 60)).toMatchObject({ owner: 'other' });
      });

      test('end by the clock of the database', async () => {
        const short = await store.acquireLease((await newScope()).id, 'sleeper', 0.05);
        await new Promise((resolve) => setTimeout(resolve, 120));
        const next = await store.acquireLease(short?.scopeId ?? '', 'other', 60);
        expect(next?.fence).toBeGreaterThan(short?.fence ?? 0);
      });

      test('pass to a new run of the same owner at once: a restarted process does not wait for itself', async () => {
        const again = await store.acquireLease(scope.id, 'worker', 60);
        expect(again?.fence).toBeGreaterThan(lease.fence);
        await expect(store.renewLease(lease, 60)).rejects.toMatchObject({ code: 'lease_lost' });
      });

      test('that were lost let nothing through, whatever is written', async () => {
        await take(scope.id);
        const hint = { side: 'crm', itemId: 'x' } as const;
        const writes: Readonly<Record<string, () => Promise<unknown>>> = {
          updateScope: () => store.updateScope(lease, { epoch: 9 }),
          renewLease: () => store.renewLease(lease, 60),
          recordPage: () => store.recordPage(lease, 'crm', ['x'], 'position'),
          addHints: () => store.addHints(lease, [hint]),
          hintEverything: () => store.hintEverything(lease),
          hintUndecided: () => store.hintUndecided(lease),
          leaveOldDeletions: () => store.leaveOldDeletions(lease, ['DET_E']),
          putUnlinked: () => store.putUnlinked(lease, [unlinkedOf(hint)]),
          openIntents: () => store.openIntents(lease, [intentOf(`${scope.id} stale`)], [entryOf()]),
          settle: () => store.settle(lease, settlementOf({ links: [linkOf(scope, 'stale')], journal: [entryOf()] })),
        };
        for (const [method, write] of Object.entries(writes)) {
          const error = await write().then(
            () => `${method} went through`,
            (thrown: unknown) => thrown,
          );
          expect(error).toMatchObject({ code: 'lease_lost', disposition: 'retry', itemRef: scope.id });
        }
        expect(await store.getScope(scope.id)).toMatchObject({ epoch: 0 });
        expect(await hints()).toEqual([]);
        expect(await store.getCursor(scope.id, 'crm')).toBeNull();
        expect(await store.listIntents(scope.id)).toEqual([]);
        expect(await store.pageLinks(scope.id, null, 10)).toEqual([]);
        expect(await store.pageUnlinked(scope.id, null, 10)).toEqual([]);
        expect(await store.listJournal(scope.id, { limit: 10 })).toEqual([]);
      });

      test('that were given back let nothing through either, and giving back twice is no error', async () => {
        await store.releaseLease(lease);
        await store.releaseLease(lease);
        await expect(store.addHints(lease, [])).rejects.toMatchObject({ code: 'lease_lost' });
      });
    });

    describe('hints and positions', () => {
      test('of a page are stored together, and the position can be forgotten', async () => {
        await store.recordPage(lease, 'exchange', ['b', 'a', 'b'], 'position 1');
        expect(await hintedIds()).toEqual(['exchange a', 'exchange b']);
        expect(await store.getCursor(scope.id, 'exchange')).toBe('position 1');
        expect(await store.getCursor(scope.id, 'crm')).toBeNull();
        await store.recordPage(lease, 'exchange', [], null);
        expect(await store.getCursor(scope.id, 'exchange')).toBeNull();
        expect(await store.countHints(scope.id)).toBe(2);
      });

      test('a position may be larger than any index entry', async () => {
        const position = 'x'.repeat(300_000);
        await store.recordPage(lease, 'exchange', [], position);
        expect(await store.getCursor(scope.id, 'exchange')).toBe(position);
      });

      test('come in pages, in an order that the ids alone decide', async () => {
        await store.addHints(lease, [
          { side: 'exchange', itemId: 'B' },
          { side: 'exchange', itemId: 'a' },
          { side: 'crm', itemId: 'é' },
          { side: 'crm', itemId: 'z' },
        ]);
        const first = await store.listHints(scope.id, null, 3);
        expect(first.map((hint) => hint.itemId)).toEqual(['z', 'é', 'B']);
        const rest = await store.listHints(scope.id, first.at(-1) ?? null, 3);
        expect(rest.map((hint) => hint.itemId)).toEqual(['a']);
      });

      test('that were seen again meanwhile are not removed', async () => {
        await store.addHints(lease, [
          { side: 'crm', itemId: '1' },
          { side: 'crm', itemId: '2' },
        ]);
        const read = await hints();
        await store.recordPage(lease, 'crm', ['2'], 'later');
        await store.settle(lease, settlementOf({ removeHints: read }));
        expect(await hintedIds()).toEqual(['crm 2']);
      });

      test('that were removed and made again are not what was read before', async () => {
        await store.addHints(lease, [{ side: 'crm', itemId: '1' }]);
        const read = await hints();
        await store.settle(lease, settlementOf({ removeHints: read }));
        await store.addHints(lease, [{ side: 'crm', itemId: '1' }]);
        await store.settle(lease, settlementOf({ removeHints: read }));
        expect(await hintedIds()).toEqual(['crm 1']);
      });

      test('that a settlement leaves are newer than what it removes', async () => {
        await store.addHints(lease, [
          { side: 'crm', itemId: '1' },
          { side: 'exchange', itemId: 'made' },
        ]);
        const read = await hints();
        const made = { side: 'exchange', itemId: 'made' } as const;
        await store.settle(lease, settlementOf({ removeHints: read, addHints: [made] }));
        expect(await hintedIds()).toEqual(['exchange made']);
        await store.settle(lease, settlementOf({ removeHints: read }));
        expect(await hintedIds()).toEqual(['exchange made']);
      });

      test('for everything name both ends of live links and all unlinked items', async () => {
        await store.settle(
          lease,
          settlementOf({
            links: [
              linkOf(scope, '1'),
              linkOf(scope, '2', { state: 'DET_E', crmId: null }),
              linkOf(scope, '3', { state: 'CLOSED' }),
            ],
            putUnlinked: [unlinkedOf({ side: 'crm', itemId: 'alone' })],
          }),
        );
        expect(await store.hintEverything(lease)).toBe(4);
        expect(await hintedIds()).toEqual(['crm alone', 'crm crm-1', 'exchange exchange-1', 'exchange exchange-2']);
      });

      test('of unlinked items whose state depends on another one are made together', async () => {
        const because = (code: string, side: 'crm' | 'exchange') => ({ row: 'U1', code, params: { side } }) as const;
        await store.putUnlinked(lease, [
          unlinkedOf({ side: 'crm', itemId: 'undecided' }),
          unlinkedOf(
            { side: 'crm', itemId: 'private' },
            { state: 'ignored', reason: because('excluded_private', 'crm') },
          ),
          unlinkedOf(
            { side: 'crm', itemId: 'twin' },
            { state: 'ignored', reason: because('excluded_private', 'exchange') },
          ),
          unlinkedOf({ side: 'crm', itemId: 'plain' }, { state: 'ignored', reason: { row: 'U1', code: 'not_ours' } }),
        ]);
        expect(await store.hintUndecided(lease)).toBe(2);
        expect(await hintedIds()).toEqual(['crm twin', 'crm undecided']);
      });

      test('of undecided items are made together with the look of one that loses a key', async () => {
        const known = unlinkedOf(
          { side: 'exchange', itemId: 'known' },
          { strongKeys: ['mail a'], weakKeys: ['name a'] },
        );
        const waits: Partial<Unlinked> = { state: 'wait' };
        await store.putUnlinked(lease, [known, unlinkedOf({ side: 'crm', itemId: 'undecided' })]);
        const more = { ...known, ...waits, strongKeys: ['mail b', 'mail a'] };
        expect(await store.putUnlinked(lease, [more, unlinkedOf({ side: 'crm', itemId: 'new' }, waits)])).toBe(0);
        expect(await hintedIds()).toEqual([]);
        for (const keys of [{ strongKeys: ['mail b'] }, { strongKeys: ['mail b'], weakKeys: [] }])
          expect(await store.putUnlinked(lease, [{ ...more, ...keys }])).toBe(1);
        expect(await hintedIds()).toEqual(['crm undecided']);
      });

      test('of quarantined items wait for their time, or for a change of the item', async () => {
        await store.addHints(lease, [
          { side: 'crm', itemId: 'poison' },
          { side: 'crm', itemId: 'fine' },
        ]);
        const entry = {
          side: 'crm',
          itemId: 'poison',
          attempts: 2,
          nextAt: '2999-01-01T00:00:00Z',
          errorCode: 'ErrorItemCorrupt',
          errorDetails: { status: 500 },
        } as const;
        await store.settle(lease, settlementOf({ putQuarantine: [entry] }));
        expect(await hintedIds()).toEqual(['crm fine']);
        expect(await store.listQuarantine(scope.id)).toEqual([entry]);

        await store.recordPage(lease, 'crm', ['poison'], 'changed');
        expect(await hintedIds()).toEqual(['crm fine', 'crm poison']);
        expect(await store.listQuarantine(scope.id)).toMatchObject([{ attempts: 2 }]);

        await store.settle(lease, settlementOf({ removeQuarantine: [{ side: 'crm', itemId: 'poison' }] }));
        expect(await store.listQuarantine(scope.id)).toEqual([]);
      });
    });

    describe('links', () => {
      test('are read back exactly as they were stored, by every identity', async () => {
        const link = linkOf(scope, 'x', {
          ambiguous: true,
          notCompared: true,
          searchKey: 'ABCDEF',
          baseCrm: { subject: 'Visita', notes: null, categories: ['a', 'b'], onlyInCrm: 1 },
          baseExchange: { subject: 'Visita…', notes: null, categories: ['a', 'b'], onlyInExchange: { deep: true } },
          suppressed: ['f1', 'f,2'],
          reviewReason: 'several candidates',
          formerStamps: ['former-x1', 'former-x2'],
        });
        await store.settle(lease, settlementOf({ links: [link] }));
        expect(await store.findLinksByCrmIds(scope.id, ['crm-x', 'none'])).toEqual([link]);
        expect(await store.findLinksByExchangeIds(scope.id, ['exchange-x'])).toEqual([link]);
        expect(await store.findLinksByStamps(scope.id, [link.stamp])).toEqual([link]);
        expect(await store.findLinksByStamps(scope.id, ['former-x2'])).toEqual([link]);
        expect(await store.findLinksBySearchKeys(scope.id, ['ABCDEF'])).toEqual([link]);
        expect(await store.findLinksByCrmIds((await newScope()).id, ['crm-x'])).toEqual([]);
      });

      test('that are closed are found by their stamp, and where closed ones are asked for', async () => {
        const link = linkOf(scope, 'x', { state: 'CLOSED', searchKey: 'K' });
        await store.settle(lease, settlementOf({ links: [link] }));
        expect(await store.findLinksByCrmIds(scope.id, ['crm-x'])).toEqual([]);
        expect(await store.findLinksBySearchKeys(scope.id, ['K'])).toEqual([]);
        expect(await store.pageLinks(scope.id, null, 10)).toEqual([]);
        expect(await store.findLinksByStamps(scope.id, [link.stamp])).toEqual([link]);
        expect(await store.findClosedLinksByCrmIds(scope.id, ['crm-x', 'none'])).toEqual([link]);
        expect(await store.findClosedLinksByExchangeIds(scope.id, ['exchange-x', 'none'])).toEqual([link]);
        await store.settle(lease, settlementOf({ links: [{ ...link, state: 'LINKED' }] }));
        expect(await store.findClosedLinksByExchangeIds(scope.id, ['exchange-x'])).toEqual([]);
      });

      test('that are closed come in the order in which they were closed, whatever their ids', async () => {
        const links = ['b', 'c', 'a'].map((id) => linkOf(scope, id, { exchangeId: 'exchange-x', crmId: 'crm-x' }));
        for (const link of links) {
          await store.settle(lease, settlementOf({ links: [link] }));
          await store.settle(lease, settlementOf({ links: [{ ...link, state: 'CLOSED' }] }));
        }
        const ids = links.map(({ id }) => id);
        const byItem = await store.findClosedLinksByExchangeIds(scope.id, ['exchange-x']);
        const byRecord = await store.findClosedLinksByCrmIds(scope.id, ['crm-x']);
        expect([byItem, byRecord].map((found) => found.map(({ id }) => id))).toEqual([ids, ids]);
      });

      test('come in pages, in order of id, and are counted by state', async () => {
        expect(await store.hasLinks(scope.id)).toBe(false);
        const links = ['a', 'b', 'c'].map((id) => linkOf(scope, id));
        await store.settle(lease, settlementOf({ links: [...links, linkOf(scope, 'd', { state: 'CLOSED' })] }));
        expect(await store.hasLinks(scope.id)).toBe(true);
        const first = await store.pageLinks(scope.id, null, 2);
        const second = await store.pageLinks(scope.id, first.at(-1)?.id ?? null, 2);
        expect([...first, ...second]).toEqual(links);
        expect(await store.countLinks(scope.id)).toEqual({ LINKED: 3, DET_E: 0, DET_C: 0, CLOSED: 1 });
      });

      test.for(['crmId', 'exchangeId', 'stamp'] as const)('I3: no two live ones name the same %s', async (identity) => {
        const one = linkOf(scope, '1');
        const two = linkOf(scope, '2', { [identity]: one[identity] });
        await store.settle(lease, settlementOf({ links: [one] }));
        await expect(store.settle(lease, settlementOf({ links: [two], journal: [entryOf()] }))).rejects.toMatchObject({
          code: 'link_not_unique',
          disposition: 'bug',
        });
        expect(await store.pageLinks(scope.id, null, 10)).toEqual([one]);
        expect(await store.listJournal(scope.id, { limit: 10 })).toEqual([]);
        await store.settle(lease, settlementOf({ links: [{ ...one, state: 'CLOSED' }, two] }));
        expect(await store.pageLinks(scope.id, null, 10)).toEqual([two]);
      });

      test('that deletions from before their rule have left are found, counted and let be, by state', async () => {
        const reviewReason = 'delete_rule_off';
        const old = [
          linkOf(scope, '1', { state: 'DET_E', reviewReason }),
          linkOf(scope, '2', { state: 'DET_C', reviewReason }),
          linkOf(scope, '3', { state: 'DET_E', reviewReason }),
        ];
        const others = [
          linkOf(scope, '4', { state: 'DET_E', reviewReason: 'moved_to_other_folder' }),
          linkOf(scope, '5', { state: 'CLOSED', reviewReason }),
          linkOf(scope, '6', { state: 'LINKED', reviewReason }),
        ];
        await store.settle(lease, settlementOf({ links: [...others, ...old] }));
        const states = ['DET_E', 'DET_C'] as const;
        const first = await store.pageOldDeletions(scope.id, states, null, 2);
        const second = await store.pageOldDeletions(scope.id, states, first.at(-1)?.id ?? null, 2);
        expect([...first, ...second]).toEqual(old);
        expect(await store.pageOldDeletions(scope.id, ['DET_C'], null, 10)).toEqual([old[1]]);
        expect(await store.pageOldDeletions(scope.id, [], null, 10)).toEqual([]);
        expect(await store.pageOldDeletions((await newScope()).id, states, null, 10)).toEqual([]);
        expect(await store.countOldDeletions(scope.id)).toEqual({ LINKED: 0, DET_E: 2, DET_C: 1, CLOSED: 0 });
        expect(await store.leaveOldDeletions(lease, ['DET_E'])).toBe(2);
        expect(await store.countOldDeletions(scope.id)).toMatchObject({ DET_E: 0, DET_C: 1 });
        const left = await store.findLinksByIds(
          scope.id,
          [...old, ...others].map(({ id }) => id),
        );
        expect(left.filter((link) => link.reviewReason === null).map(({ id }) => id)).toEqual([old[0]?.id, old[2]?.id]);
        expect(await store.leaveOldDeletions(lease, ['DET_E'])).toBe(0);
      });

      test('may exchange their items within one settlement', async () => {
        const one = linkOf(scope, '1');
        const two = linkOf(scope, '2');
        await store.settle(lease, settlementOf({ links: [one, two] }));
        const swapped = [
          { ...one, exchangeId: two.exchangeId },
          { ...two, exchangeId: one.exchangeId },
        ];
        await store.settle(lease, settlementOf({ links: swapped }));
        expect(await store.pageLinks(scope.id, null, 10)).toEqual(swapped);
      });

      test('of another scope cannot be written with this lease', async () => {
        const other = await newScope();
        const theirs = linkOf(other, 'theirs');
        await store.settle(await take(other.id), settlementOf({ links: [theirs] }));
        const wrong = { code: 'link_of_other_scope', disposition: 'bug' };
        await expect(store.settle(lease, settlementOf({ links: [theirs] }))).rejects.toMatchObject(wrong);
        const stolen = { ...theirs, scopeId: scope.id };
        await expect(store.settle(lease, settlementOf({ links: [stolen] }))).rejects.toMatchObject(wrong);
        expect(await store.pageLinks(other.id, null, 10)).toEqual([theirs]);
      });

      test('to a shared record are counted in other scopes of the same item type', async () => {
        const shared = { crmId: `shared-${scope.id}` };
        const colleague = await newScope();
        const calendar = await newScope('appointments');
        for (const other of [scope, colleague, calendar]) {
          await store.settle(await take(other.id), settlementOf({ links: [linkOf(other, 's', shared)] }));
        }
        expect(await store.countOtherScopesLinkedTo(scope.id, [shared.crmId, 'unknown'])).toEqual(
          new Map([[shared.crmId, 1]]),
        );
        // A colleague whose item is just being made is linked in a moment.
        const third = await newScope();
        await store.openIntents(
          await take(third.id),
          [intentOf(`${third.id} new`, { kind: 'createInExchange', ...shared })],
          [],
        );
        expect(await store.countOtherScopesLinkedTo(scope.id, [shared.crmId])).toEqual(new Map([[shared.crmId, 2]]));
      });

      test('of other scopes of the same item type tell the stamps under which a record was made anew', async () => {
        const shared = { crmId: `anew-${scope.id}` };
        const first = { ...shared, stamp: 'second', formerStamps: ['own', 'first'] };
        const [one, two, once, closed] = [await newScope(), await newScope(), await newScope(), await newScope()];
        const links = [
          linkOf(scope, 's', { ...shared, formerStamps: ['mine'] }),
          linkOf(one, 's', first),
          linkOf(two, 's', { ...shared, stamp: 'of-two', formerStamps: ['second'] }),
          linkOf(once, 's', { ...shared, stamp: 'never-anew' }),
          linkOf(closed, 's', { ...first, state: 'CLOSED', stamp: 'closed' }),
          linkOf(await newScope('appointments'), 's', { ...first, stamp: 'appointment' }),
        ];
        for (const link of links) await store.settle(await take(link.scopeId), settlementOf({ links: [link] }));
        const stamps = await store.stampsElsewhere(scope.id, [shared.crmId, 'unknown']);
        expect([...stamps].map(([id, found]) => [id, [...found].sort()])).toEqual([
          [shared.crmId, ['first', 'of-two', 'own', 'second']],
        ]);
        expect(await store.stampsElsewhere(scope.id, [])).toEqual(new Map());
      });
    });

    describe('unlinked items', () => {
      test('are found by items of the other side that share a key', async () => {
        const one = unlinkedOf({ side: 'crm', itemId: '1' }, { strongKeys: ['mail a', 'phone 1'], weakKeys: ['name'] });
        const two = unlinkedOf({ side: 'crm', itemId: '2' }, { strongKeys: ['mail a'] });
        const far = unlinkedOf({ side: 'exchange', itemId: '3' }, { strongKeys: ['mail a'] });
        await store.putUnlinked(lease, [one, two, far]);
        expect(await store.findUnlinkedByKeys(scope.id, 'crm', 'strong', ['mail a', 'nobody'])).toEqual([one, two]);
        expect(await store.findUnlinkedByKeys(scope.id, 'crm', 'strong', ['phone 1'])).toEqual([one]);
        expect(await store.findUnlinkedByKeys(scope.id, 'crm', 'weak', ['name'])).toEqual([one]);
        expect(await store.findUnlinkedByKeys(scope.id, 'crm', 'weak', ['mail a'])).toEqual([]);
        expect(await store.findUnlinkedByKeys((await newScope()).id, 'crm', 'strong', ['mail a'])).toEqual([]);
      });

      test('are known by their latest keys only, however long these are', async () => {
        const item = { side: 'exchange', itemId: 'x' } as const;
        const long = 'subject '.repeat(2_000);
        await store.putUnlinked(lease, [unlinkedOf(item, { strongKeys: ['old'] })]);
        await store.putUnlinked(lease, [
          unlinkedOf(item, { strongKeys: ['older'] }),
          unlinkedOf(item, { strongKeys: [long] }),
        ]);
        expect(await store.findUnlinkedByKeys(scope.id, 'exchange', 'strong', ['old', 'older'])).toEqual([]);
        expect(await store.findUnlinkedByKeys(scope.id, 'exchange', 'strong', [long])).toHaveLength(1);
        await store.settle(lease, settlementOf({ removeUnlinked: [item] }));
        expect(await store.findUnlinkedByKeys(scope.id, 'exchange', 'strong', [long])).toEqual([]);
      });

      test('leave the list with the link that names them, and stay where it is closed', async () => {
        const [record, item] = [{ side: 'crm', itemId: 'c' } as const, { side: 'exchange', itemId: 'e' } as const];
        await store.putUnlinked(lease, [unlinkedOf(record), unlinkedOf(item)]);
        const link = linkOf(scope, 'named', { crmId: 'c', exchangeId: 'e' });
        await store.settle(lease, settlementOf({ links: [{ ...link, state: 'CLOSED' }] }));
        expect(await store.pageUnlinked(scope.id, null, 10)).toHaveLength(2);
        await store.settle(lease, settlementOf({ links: [link] }));
        expect(await store.pageUnlinked(scope.id, null, 10)).toEqual([]);
      });

      test('are known, as are the ends of live links, and no others', async () => {
        await store.putUnlinked(lease, [unlinkedOf({ side: 'exchange', itemId: 'seen' })]);
        const live = linkOf(scope, 'live', { crmId: 'c', exchangeId: 'linked' });
        const closed = linkOf(scope, 'closed', { crmId: 'd', exchangeId: 'over', state: 'CLOSED' });
        await store.settle(lease, settlementOf({ links: [live, closed] }));
        const known = await store.findKnownItems(scope.id, 'exchange', ['seen', 'linked', 'over', 'c', 'nobody']);
        expect(known.toSorted()).toEqual(['linked', 'seen']);
        expect(await store.findKnownItems(scope.id, 'crm', ['c', 'd', 'seen'])).toEqual(['c']);
        expect(await store.findKnownItems((await newScope()).id, 'exchange', ['seen', 'linked'])).toEqual([]);
      });

      test('come in pages and are counted by state', async () => {
        const items = [
          unlinkedOf({ side: 'crm', itemId: '2' }, { state: 'review' }),
          unlinkedOf({ side: 'exchange', itemId: '1' }, { state: 'not_synchronised' }),
        ];
        await store.putUnlinked(lease, items);
        const [first] = await store.pageUnlinked(scope.id, null, 1);
        expect([first, ...(await store.pageUnlinked(scope.id, first ?? null, 5))]).toEqual(items);
        expect(await store.countUnlinked(scope.id)).toMatchObject({ review: 1, not_synchronised: 1, ignored: 0 });
      });
    });

    describe('intents and journal', () => {
      test('of a batch are there before anything is sent, with what a recovery needs', async () => {
        const intent = intentOf(`${scope.id} 1`);
        await store.openIntents(lease, [intent], [entryOf({ before: { subject: 'before' } })]);
        const [open] = await store.listIntents(scope.id);
        expect(open).toMatchObject({ ...intent, outcome: 'issued' });
        expect(open?.ageSeconds).toBeLessThan(30);
        expect(Date.parse(open?.issuedAt ?? '')).not.toBeNaN();
        expect(await store.listJournal(scope.id, { limit: 10 })).toMatchObject([{ before: { subject: 'before' } }]);

        await store.settle(lease, settlementOf({ markIntentsUnknown: [intent.id] }));
        expect(await store.listIntents(scope.id)).toMatchObject([{ outcome: 'unknown' }]);
        await store.settle(lease, settlementOf({ removeIntents: [intent.id] }));
        expect(await store.listIntents(scope.id)).toEqual([]);
      });

      test('of every create in Exchange leave a record that outlives the intent, and of nothing else', async () => {
        const create = intentOf(`${scope.id} c`);
        const others = [
          intentOf(`${scope.id} u`, { kind: 'merge', stamp: 'updated' }),
          intentOf(`${scope.id} k`, { kind: 'createInCrm', stamp: 'made in the CRM' }),
        ];
        await store.openIntents(lease, [create, ...others], []);
        await store.settle(lease, settlementOf({ removeIntents: [create.id] }));
        const issued = await db.query('SELECT stamp FROM raccordo.issue WHERE scope_id = $1', [scope.id]);
        expect(issued).toEqual([{ stamp: create.stamp }]);
      });

      test('of a write that was certainly refused are withdrawn together, or one half of them', async () => {
        const [refused, half] = [`${scope.id} r`, `${scope.id} h`].map((id) =>
          intentOf(id, { linkId: `link of ${id}` }),
        );
        const entries = [refused, half].flatMap((intent) =>
          (['crm', 'exchange'] as const).map((side) =>
            entryOf({ op: 'delete', side, linkId: intent?.linkId ?? null, intentId: intent?.id ?? '' }),
          ),
        );
        await store.openIntents(
          lease,
          [refused, half].flatMap((intent) => intent ?? []),
          entries,
        );
        const settlement = {
          withdrawIntents: [refused?.id ?? ''],
          withdrawHalves: [{ intentId: half?.id ?? '', side: 'exchange' as const }],
        };
        await store.settle(lease, settlementOf(settlement));
        const left = await store.listJournal(scope.id, { limit: 10 });
        expect(left).toMatchObject([{ linkId: half?.linkId, side: 'crm' }]);
        expect(await store.countDeletions(scope.id, 24)).toBe(1);
        expect(await store.listIntents(scope.id)).toMatchObject([{ id: half?.id }]);
      });

      test('of a refused write to an item without a link are withdrawn too, and no others', async () => {
        const [refused, other] = [`${scope.id} r`, `${scope.id} o`].map((id) => intentOf(id, { linkId: null }));
        const entries = [refused, other].map((intent) =>
          entryOf({ op: 'delete', side: 'exchange', linkId: null, intentId: intent?.id ?? '' }),
        );
        await store.openIntents(
          lease,
          [refused, other].flatMap((intent) => intent ?? []),
          [...entries, entryOf({ op: 'delete', linkId: null })],
        );
        await store.settle(lease, settlementOf({ withdrawIntents: [refused?.id ?? ''] }));
        expect(await store.countDeletions(scope.id, 24)).toBe(2);
        expect(await store.listIntents(scope.id)).toMatchObject([{ id: other?.id }]);
      });

      test('keep every value of a conflict, also the empty ones', async () => {
        const conflict = { field: 'subject', winner: 'crm', base: null, crm: 'ours', exchange: ['theirs'] } as const;
        await store.settle(lease, settlementOf({ journal: [entryOf({ op: 'conflict', linkId: 'l', conflict })] }));
        const [stored] = await store.listJournal(scope.id, { op: 'conflict', linkId: 'l', limit: 1 });
        expect(stored).toMatchObject({ conflict, before: null, op: 'conflict' });
      });

      test('are listed newest first and by what is asked for', async () => {
        const ops = ['link', 'update', 'delete'] as const;
        await store.settle(lease, settlementOf({ journal: ops.map((op) => entryOf({ op, linkId: `link-${op}` })) }));
        const listed = await store.listJournal(scope.id, { limit: 2 });
        expect(listed.map((entry) => entry.op)).toEqual(['delete', 'update']);
        expect(await store.listJournal(scope.id, { linkId: 'link-link', limit: 9 })).toHaveLength(1);
      });

      test('are listed page by page, and run by run', async () => {
        const runs = ['run-1', 'run-2', 'run-1', 'run-1'];
        await store.settle(lease, settlementOf({ journal: runs.map((runId) => entryOf({ runId })) }));
        const first = await store.listJournal(scope.id, { runId: 'run-1', limit: 2 });
        const second = await store.listJournal(scope.id, { runId: 'run-1', beforeId: first[1]?.id ?? '', limit: 2 });
        expect([first.length, second.length]).toEqual([2, 1]);
        expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(3);
      });

      test('tell how many deletions were executed lately', async () => {
        const entries = [entryOf({ op: 'delete' }), entryOf({ op: 'delete' }), entryOf({ op: 'update' })];
        await store.settle(lease, settlementOf({ journal: entries }));
        await db.query(
          `UPDATE raccordo.journal SET at = at - interval '25 hours' WHERE id = (SELECT min(id) FROM raccordo.journal WHERE scope_id = $1)`,
          [scope.id],
        );
        expect(await store.countDeletions(scope.id, 24)).toBe(1);
        expect(await store.countDeletions(scope.id, 48)).toBe(2);
      });
    });

    test('a settlement is all or nothing', async () => {
      await store.addHints(lease, [{ side: 'crm', itemId: '1' }]);
      const broken = settlementOf({
        links: [linkOf(scope, '1')],
        removeHints: await hints(),
        journal: [entryOf({ before: { subject: 'a character that no text column takes: \u0000' } })],
      });
      await expect(store.settle(lease, broken)).rejects.toMatchObject({
        code: 'value_not_storable',
        disposition: 'quarantine',
      });
      expect(await hintedIds()).toEqual(['crm 1']);
      expect(await store.pageLinks(scope.id, null, 10)).toEqual([]);
    });
  });
}
