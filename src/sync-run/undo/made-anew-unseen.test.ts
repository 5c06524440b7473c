import { describe, expect, it } from 'vitest';
import type { Fields, Side } from '../../model/index.ts';
import { at, changed, weekly } from '../../sync/testing/series.ts';
import { pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { applyUndo, planUndoOf } from './testing/take-back.ts';

interface MadeAnew {
  readonly world: World;
  /** Of a person, to what the undo made. */
  edit(changes: Fields): void;
  /** The person who deleted the other side takes that back. */
  bringBack(): void;
}

/** A run carried the deletion of the other side to this one; of the undo that made it anew here the answer was lost. */
async function madeAnewUnseen(side: Side, type: 'contacts' | 'appointments', fields: Fields): Promise<MadeAnew> {
  const rules = { deleteCrmToExchange: true, deleteExchangeToCrm: true, conflictStrategy: side } as const;
  const world = createWorld(type, rules);
  const { crmId, exchangeId } = await pairInStep(world, fields);
  const binned = side === 'crm' ? world.exchange.move(exchangeId, 'deletedItems').id : '';
  if (side === 'exchange') world.crm.erase(crmId);
  const { runId } = await world.run();
  expect(side === 'crm' ? world.crm.records.size : world.exchange.inFolder('synchronised').length).toBe(0);
  const plan = await planUndoOf(world, runId ?? '');
  if (side === 'crm') world.crm.loseNextAnswer = true;
  else world.exchange.faults.push('lostResponse');
  await applyUndo(world, runId ?? '', plan);
  const made = side === 'crm' ? [...world.crm.records.values()] : world.exchange.inFolder('synchronised');
  expect(made).toHaveLength(1);
  return {
    world,
    edit: (changes) => world[side].edit(made[0]?.id ?? '', changes),
    bringBack: () => {
      if (side === 'crm') world.exchange.move(binned, 'synchronised');
      else world.crm.undelete(crmId);
    },
  };
}

function valuesOf({ crm, exchange }: World, field: string): Readonly<Record<Side, readonly unknown[]>> {
  return {
    crm: [...crm.records.values()].map(({ fields }) => fields[field]),
    exchange: exchange.inFolder('synchronised').map(({ fields }) => fields[field]),
  };
}

async function expectQuiet(world: World): Promise<void> {
  const before = writesOf(world);
  await world.settle();
  expect(writesOf(world)).toBe(before);
}

describe.each(['crm', 'exchange'] as const)(
  'what an undo made anew in %s beside a deletion, before anybody knew that it had arrived',
  (side) => {
    const other = side === 'crm' ? 'exchange' : 'crm';
    const clerk = person('Ada', { jobTitle: 'Clerk' });

    it('I4: carries what a person edited in it to the other side, when that is brought back', async () => {
      const { world, edit, bringBack } = await madeAnewUnseen(side, 'contacts', clerk);
      edit({ jobTitle: 'Director' });
      bringBack();
      await world.settle();
      expect(valuesOf(world, 'jobTitle')).toEqual({ crm: ['Director'], exchange: ['Director'] });
      await expectQuiet(world);
    });

    it('D2, D3: gets its other side again where a person edited it and its side wins', async () => {
      const { world, edit } = await madeAnewUnseen(side, 'contacts', clerk);
      edit({ jobTitle: 'Director' });
      await world.settle();
      expect(valuesOf(world, 'jobTitle')).toEqual({ crm: ['Director'], exchange: ['Director'] });
      await expectQuiet(world);
    });

    it('D1: stays alone where nobody edited it', async () => {
      const { world } = await madeAnewUnseen(side, 'contacts', clerk);
      await world.settle();
      expect(valuesOf(world, 'jobTitle')).toMatchObject({ [side]: ['Clerk'], [other]: [] });
      await expectQuiet(world);
    });

    it('I4: carries the occurrences that a person changed in it', async () => {
      const morning = changed({ subject: 'Altra', time: at('2026-12-14', 10) });
      const fields = { subject: 'Riunione', time: weekly(), occurrences: { '2026-12-14': morning } };
      const { world, edit, bringBack } = await madeAnewUnseen(side, 'appointments', fields);
      const occurrences = {
        '2026-12-14': changed({ subject: 'Altra', time: at('2026-12-14', 11) }),
        '2026-12-21': changed({ time: at('2026-12-21', 12) }),
      };
      edit({ occurrences });
      bringBack();
      await world.settle();
      expect(valuesOf(world, 'occurrences')).toEqual({ crm: [occurrences], exchange: [occurrences] });
      await expectQuiet(world);
    });
  },
);
