import { describe, expect, it } from 'vitest';
import type { ItemType } from '../../model/index.ts';
import type { RunRecord } from '../../store/port.ts';
import type { RunReport } from '../../sync-run/index.ts';
import type { AccountTarget } from '../account-target.ts';
import type { Admission } from './admission.ts';
import { createAdmission } from './admission.ts';

const MINUTE = 60_000;
const BOTH = ['contacts', 'appointments'] as const;

function target(id: string, serverUrl = 'https://mail.brenta.example/EWS/Exchange.asmx', types = BOTH): AccountTarget {
  const on = { contacts: types.includes('contacts'), appointments: types.includes('appointments') };
  return {
    account: { id, synchronise: on, version: '1' },
    profile: { version: '1', serverUrl, contacts: { synchronise: true }, appointments: { synchronise: true } },
  } as unknown as AccountTarget;
}

function report(itemType: ItemType, change: Partial<RunReport> = {}): RunReport {
  return { itemType, outcome: 'done', problem: null, failure: null, itemErrors: [], ...change } as unknown as RunReport;
}

function failed(itemType: ItemType, code: string, disposition: string, details = {}): RunReport {
  return report(itemType, {
    outcome: 'failed',
    problem: { code, details },
    failure: { disposition, retryAfterMs: null },
  });
}

const inARow = (itemType: ItemType, errorCode = 'ErrorUnheardOf') =>
  failed(itemType, 'errors_in_a_row', 'backoff', { items: 20, errorCode });
const defect = (itemType: ItemType) => failed(itemType, 'internal_error', 'bug');
const defectOf: RunRecord['problem'] = { code: 'internal_error', details: {} };

interface World {
  readonly admission: Admission;
  nowMs: number;
  released: number;
}

function worldOf(...targets: readonly AccountTarget[]): World {
  const world: Omit<World, 'admission'> = { nowMs: Date.parse('2026-11-25T08:00:00Z'), released: 0 };
  const admission = createAdmission({
    nowMs: () => world.nowMs,
    random: () => 0.5,
    onRelease: () => {
      world.released += 1;
    },
  });
  admission.refresh(targets);
  return Object.assign(world, { admission });
}

describe('an account of which one item type fails', () => {
  const anna = target('anna');

  it('goes on with the other one', () => {
    const { admission } = worldOf(anna);
    expect(admission.admit(anna)).toEqual(BOTH);
    const left = admission.note(anna, [report('contacts'), inARow('appointments')]);
    expect(left.map(({ itemType }) => itemType)).toEqual(['contacts']);
    expect(admission.admit(anna)).toEqual(['contacts']);
    expect(admission.heldBack(anna)).toEqual([
      {
        itemType: 'appointments',
        because: 'failures',
        problem: { code: 'errors_in_a_row', details: { items: 20, errorCode: 'ErrorUnheardOf' } },
        until: '2026-11-25T08:00:30.000Z',
      },
    ]);
    expect(admission.restWithinMs(anna)).toBe(30_000);
  });

  it('does so the other way round, and for any error that says nothing of the other item type', () => {
    for (const failure of [defect('contacts'), failed('contacts', 'item_limit', 'halt')]) {
      const { admission } = worldOf(anna);
      expect(admission.note(anna, [failure, report('appointments')])).toHaveLength(1);
      expect(admission.admit(anna)).toEqual(['appointments']);
    }
  });

  it('tries the one that failed again, twice as long after each failure, and as ever after a success', () => {
    const world = worldOf(anna);
    const { admission } = world;
    const waits = [1, 2, 3].map(() => {
      admission.note(anna, [report('contacts'), inARow('appointments')]);
      const wait = admission.restWithinMs(anna) ?? 0;
      world.nowMs += wait - 1;
      expect(admission.admit(anna)).toEqual(['contacts']);
      world.nowMs += 1;
      expect(admission.admit(anna)).toEqual(BOTH);
      return wait;
    });
    expect(waits).toEqual([30_000, 60_000, 120_000]);
    admission.note(anna, [report('contacts'), report('appointments')]);
    expect(admission.restWithinMs(anna)).toBeNull();
    admission.note(anna, [report('contacts'), inARow('appointments')]);
    expect(admission.restWithinMs(anna)).toBe(30_000);
  });

  it('rests as a whole where both fail, and says so', () => {
    const { admission } = worldOf(anna);
    const reports = [inARow('contacts'), defect('appointments')];
    expect(admission.note(anna, reports)).toEqual(reports);
    expect(admission.heldBack(anna)).toEqual([]);
  });

  it('rests as a whole where it has no other, or where the error is of the connection', () => {
    const contacts = target('anna', undefined, ['contacts'] as never);
    const one = worldOf(contacts).admission;
    expect(one.note(contacts, [inARow('contacts')])).toHaveLength(1);
    for (const disposition of ['retry', 'backoff', 'reauth']) {
      const { admission } = worldOf(anna);
      expect(admission.note(anna, [report('contacts'), failed('appointments', 'x', disposition)])).toHaveLength(2);
      expect(admission.admit(anna)).toEqual(BOTH);
    }
  });

  it('is tried again at once, and as for the first time, when somebody has changed its settings', () => {
    for (const part of ['account', 'profile'] as const) {
      const { admission } = worldOf(anna);
      admission.note(anna, [report('contacts'), inARow('appointments')]);
      admission.note(anna, [report('contacts'), inARow('appointments')]);
      const changed = { ...anna, [part]: { ...anna[part], version: '2' } };
      expect(admission.admit(changed)).toEqual(BOTH);
      admission.note(changed, [report('contacts'), inARow('appointments')]);
      expect(admission.restWithinMs(changed)).toBe(30_000);
    }
  });

  it('keeps the one that rests apart when the other one is run alone', () => {
    const { admission } = worldOf(anna);
    admission.note(anna, [report('contacts'), inARow('appointments')]);
    expect(admission.note(anna, [defect('contacts')])).toEqual([]);
    expect(admission.admit(anna)).toEqual([]);
    expect(admission.heldBack(anna)).toHaveLength(2);
  });
});

describe('a server of which mailboxes begin to fail', () => {
  const names = ['anna', 'bruno', 'carla', 'dario', 'elena'];
  const [anna, bruno, carla, dario, elena] = names.map((name) => target(name)) as [
    AccountTarget,
    AccountTarget,
    AccountTarget,
    AccountTarget,
    AccountTarget,
  ];
  const abroad = target('franz', 'https://mail.estero.example/EWS/Exchange.asmx');
  const everybody = [anna, bruno, carla, dario, elena, abroad];
  const failThree = ({ admission }: World, failure: RunReport) => {
    for (const one of [anna, bruno, carla]) admission.note(one, [report('contacts'), failure]);
  };

  it('begins no more of that item type in the other mailboxes, and goes on with the other type and the other servers', () => {
    const world = worldOf(...everybody);
    failThree(world, defect('appointments'));
    const { admission } = world;
    expect(admission.admit(dario)).toEqual(['contacts']);
    expect(admission.admit(abroad)).toEqual(BOTH);
    expect(admission.stops()).toEqual([
      {
        id: 'appointments@mail.brenta.example',
        server: 'mail.brenta.example',
        itemType: 'appointments',
        problem: defectOf,
        since: '2026-11-25T08:00:00.000Z',
        nextTryAt: '2026-11-25T08:05:00.000Z',
        mailboxes: 3,
      },
    ]);
    expect(admission.heldBack(dario)).toEqual([
      { itemType: 'appointments', because: 'server', problem: defectOf, until: '2026-11-25T08:05:00.000Z' },
    ]);
    expect(admission.restWithinMs(dario)).toBe(5 * MINUTE);
    expect(world.released).toBe(0);
  });

  it('tells the users who wait the error, and nothing of the mailboxes that had it', () => {
    const world = worldOf(...everybody);
    failThree(world, failed('contacts', 'http_rejected', 'bug', { status: 411, mailbox: 'anna@brenta.example' }));
    expect(world.admission.heldBack(dario)[0]?.problem).toEqual({ code: 'http_rejected', details: { status: 411 } });
    expect(world.admission.stops()[0]?.problem.details).toMatchObject({ mailbox: 'anna@brenta.example' });
  });

  it('lets one mailbox try after five minutes, and all when it is well', () => {
    const world = worldOf(...everybody);
    failThree(world, defect('appointments'));
    world.nowMs += 5 * MINUTE;
    expect(world.admission.admit(dario)).toEqual(BOTH);
    expect(world.admission.admit(elena)).toEqual(['contacts']);
    world.admission.note(dario, [report('contacts'), report('appointments')]);
    expect(world.released).toBe(1);
    expect(world.admission.admit(elena)).toEqual(BOTH);
    expect(world.admission.stops()).toEqual([]);
  });

  it('asks again soon while another mailbox tries', () => {
    const world = worldOf(...everybody);
    failThree(world, defect('appointments'));
    world.nowMs += 5 * MINUTE;
    world.admission.admit(dario);
    expect(world.admission.restWithinMs(elena)).toBe(30_000);
  });

  it('lets one try at once when an administrator says so, who hears whether there was anything to try', () => {
    const world = worldOf(...everybody);
    expect(world.admission.tryNow('appointments@mail.brenta.example')).toBe(false);
    failThree(world, defect('appointments'));
    expect(world.admission.tryNow('appointments@mail.brenta.example')).toBe(true);
    expect(world.released).toBe(1);
    expect(world.admission.admit(dario)).toEqual(BOTH);
    world.admission.note(dario, [report('contacts'), defect('appointments')]);
    expect(world.released).toBe(1);
    expect(world.admission.stops()).toMatchObject([{ nextTryAt: '2026-11-25T08:10:00.000Z', mailboxes: 4 }]);
  });

  it('is not stopped for servers that are away, ask for a pause or refuse a password: these have their own ways', () => {
    for (const disposition of ['retry', 'backoff', 'reauth', 'resync', 'conflict', 'halt']) {
      const world = worldOf(...everybody);
      failThree(world, failed('appointments', 'some_code', disposition));
      expect(world.admission.stops()).toEqual([]);
    }
    for (const spreading of [failed('contacts', 'ErrorUnheardOf', 'quarantine'), inARow('contacts')]) {
      const world = worldOf(...everybody);
      failThree(world, spreading);
      expect(world.admission.stops()).toMatchObject([{ itemType: 'contacts', problem: spreading.problem }]);
    }
  });

  it('tells errors in a row apart by what the items failed with', () => {
    const world = worldOf(...everybody);
    const { admission } = world;
    admission.note(anna, [inARow('contacts', 'ErrorOne')]);
    admission.note(bruno, [inARow('contacts', 'ErrorTwo')]);
    admission.note(carla, [inARow('contacts', 'ErrorThree')]);
    expect(admission.stops()).toEqual([]);
  });

  it('is not taken for mended by a mailbox that has put its items aside one by one', () => {
    const world = worldOf(...everybody);
    const { admission } = world;
    for (const one of [anna, bruno, carla]) admission.note(one, [inARow('contacts')]);
    const parked = { side: 'exchange', itemId: 'x', code: 'ErrorUnheardOf', details: {} } as const;
    admission.note(anna, [report('contacts', { itemErrors: [parked] })]);
    admission.note(anna, [report('contacts', { outcome: 'held' })]);
    expect(admission.stops()).toHaveLength(1);
    admission.note(anna, [report('contacts', { itemErrors: [{ ...parked, code: 'another' }] })]);
    expect(admission.stops()).toEqual([]);
  });

  it('is the CRM where the error is the CRM’s: then no server is begun with', () => {
    const world = worldOf(...everybody);
    failThree(world, failed('contacts', 'crm_unheard_of', 'bug'));
    expect(world.admission.stops()).toMatchObject([{ id: 'contacts@crm', server: null }]);
    expect(world.admission.admit(abroad)).toEqual(['appointments']);
    const other = worldOf(...everybody);
    failThree(other, inARow('contacts', 'crm_unheard_of'));
    expect(other.admission.stops()).toMatchObject([{ server: null }]);
  });

  it('goes on where they had failed like that before this process was started', () => {
    const { admission } = worldOf(...everybody);
    for (const one of [anna, bruno, carla]) admission.known(one, 'contacts', defectOf);
    for (const one of [anna, bruno, carla]) admission.note(one, [defect('contacts')]);
    expect(admission.stops()).toEqual([]);
    admission.known(abroad, 'contacts', { code: 'crm_unheard_of', details: {} });
    expect(admission.admit(abroad)).toEqual(BOTH);
  });

  it('counts the mailboxes that the server has now: three of a hundred are few', () => {
    const many = Array.from({ length: 100 }, (_, index) => target(`m${index}`));
    const { admission } = worldOf(...many);
    for (const one of many.slice(0, 5)) admission.note(one, [defect('contacts')]);
    expect(admission.stops()).toEqual([]);
    admission.refresh(many.slice(0, 80));
    for (const one of many.slice(5, 6)) admission.note(one, [defect('contacts')]);
    expect(admission.stops()).toHaveLength(1);
  });

  it('is known by its host; a mail domain stands for the server that it leads to', () => {
    const domain = 'Brenta.example';
    const { admission } = worldOf(...['a', 'b', 'c'].map((id) => target(id, domain)));
    for (const id of ['a', 'b', 'c']) admission.note(target(id, domain), [defect('contacts')]);
    expect(admission.stops()).toMatchObject([{ server: 'brenta.example' }]);
  });
});
