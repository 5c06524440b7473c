import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/model/index.ts';
import type { StoredJournalEntry } from '../../src/store/port.ts';
import type { ItemRules, Link } from '../../src/sync/index.ts';
import { madeInFull } from './made-in-full.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { swarmOf } from './swarm.ts';

const PRIVATE = { time: { kind: 'allDay', start: '2026-10-05', end: '2026-10-06' }, sensitivity: 'private' };

/** The ids that are left in a world in which one run made one thing. */
async function left(
  made: Partial<StoredJournalEntry> & { readonly after: Fields },
  privateItems: ItemRules['privateItems'] = 'busyOnly',
): Promise<readonly string[]> {
  const mailboxes = [{ user: 'anna', itemType: 'appointments' as const }];
  const { mailboxes: all } = await createSimulatedWorld({ ...swarmOf(1), mailboxes }, false);
  const [anna] = all;
  if (anna === undefined) throw new Error('a company without a mailbox');
  anna.rules = { ...anna.rules, privateItems };
  anna.marks.add('CRM');
  anna.memory.links.set('link', { id: 'link', crmId: 'C00001', exchangeId: 'E00002' } as unknown as Link);
  const entry = { runId: 'run', linkId: 'link', side: 'exchange', op: 'create', ...made };
  anna.memory.journal.push(entry as unknown as StoredJournalEntry);
  return [...madeInFull(anna, 'run')];
}

describe('what an undo leaves of what a run made, because a private appointment tells no more of it (X4),', () => {
  it('is what was made with the content of the time when it was public', async () => {
    const after = { ...PRIVATE, subject: 'Meeting t1' };
    expect(await left({ after })).toEqual(['E00002']);
    expect(await left({ after, side: 'crm' })).toEqual(['C00001']);
  });

  it('is no block, also where one was sent with a default or a category of the profile', async () => {
    expect(await left({ after: PRIVATE })).toEqual([]);
    expect(await left({ after: { ...PRIVATE, importance: 'normal', categories: ['CRM'] } })).toEqual([]);
  });

  it('is nothing that is public, was there before, is of another run, or is carried in full', async () => {
    const after = { ...PRIVATE, subject: 'Meeting t1' };
    expect(await left({ after: { ...after, sensitivity: 'normal' } })).toEqual([]);
    expect(await left({ after, op: 'update' })).toEqual([]);
    expect(await left({ after, runId: 'another' })).toEqual([]);
    expect(await left({ after }, 'full')).toEqual([]);
  });
});
