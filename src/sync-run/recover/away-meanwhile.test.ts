import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';
import { changed, DELETED, weekly } from '../../sync/testing/series.ts';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';
import { applyUndo, planUndoOf } from '../undo/testing/take-back.ts';

const [MON1, MON2] = ['2026-12-07', '2026-12-14'];
const LATER = { ...(weekly() as Fields), end: '2026-12-07T09:30:00Z' };

const AWAY = [false, true].flatMap((keepsIds) =>
  (['other', 'deletedItems'] as const).map((folder) => ({ keepsIds, folder })),
);

/** Items with their folder, records, and what the pairs are. */
function standing({ exchange, crm, store }: World) {
  return {
    items: [...exchange.items.values()].map(({ folder, fields }) => [folder, fields]),
    records: [...crm.records.values()].map(({ fields }) => fields),
    pairs: [...store.links.values()].map(({ state, reviewReason }) => [state, reviewReason]),
  };
}

describe.each(AWAY)(
  'I15: what leaves its folder for $folder before an interrupted write is recovered (ids survive moves: $keepsIds)',
  (away) => {
    const { keepsIds, folder } = away;

    it.each<Partial<ItemRules>>([{}, { deleteExchangeToCrm: true }, { updateCrmToExchange: false }])(
      'U2: is the counterpart that it was linked with: %j',
      async (rules) => {
        const ends = [];
        for (const isLost of [false, true]) {
          const world = createWorld('contacts', rules);
          world.exchange.keepsIds = keepsIds;
          world.crm.put(person('Anna', { jobTitle: 'Sales' }));
          const item = world.exchange.put(person('Anna', { department: 'Export' }));
          if (isLost && world.rules.updateCrmToExchange) world.exchange.faults.push('lostResponse');
          world.crm.loseNextAnswer = isLost && !world.rules.updateCrmToExchange;
          await world.run();
          const moved = world.exchange.move(item.id, folder);
          await world.settle();
          const gone = standing(world);
          if (world.exchange.items.has(moved.id)) world.exchange.move(moved.id, 'synchronised');
          await world.settle();
          ends.push([gone, standing(world)]);
        }
        expect(ends[1]).toEqual(ends[0]);
      },
    );

    it('R2: has again what only its user had changed in a series, and Exchange forgot with the rule', async () => {
      const world = createWorld('appointments', { updateExchangeToCrm: false });
      const { exchange, crm } = world;
      exchange.keepsIds = keepsIds;
      const { crmId, exchangeId } = await pairInStep(world, { subject: 'Riunione', time: weekly() });
      const own = { [MON1]: DELETED, [MON2]: changed({ subject: 'Altra' }) };
      exchange.edit(exchangeId, { occurrences: own });
      await world.settle();
      crm.edit(crmId, { time: LATER });
      await cut(world, () => world.run());
      expect(exchange.items.get(exchangeId)?.fields['occurrences']).toBeUndefined();
      const moved = exchange.move(exchangeId, folder);
      await world.settle();
      const back = exchange.move(moved.id, 'synchronised');
      await world.settle();
      expect(exchange.items.get(back.id)?.fields).toMatchObject({ time: LATER, occurrences: own });
    });

    it('X2: has the occurrences again that Exchange forgot with the rule that an undo gave back', async () => {
      const world = createWorld('appointments');
      const { exchange, crm } = world;
      exchange.keepsIds = keepsIds;
      const occurrences = { [MON1]: DELETED, [MON2]: changed({ subject: 'Altra' }) };
      const { crmId } = await pairInStep(world, { subject: 'Riunione', time: weekly(), occurrences });
      crm.edit(crmId, { time: LATER });
      const run = (await world.run()).runId ?? '';
      const plan = await planUndoOf(world, run);
      await cut(world, () => applyUndo(world, run, plan));
      const moved = exchange.move(linkOf(world, crmId).exchangeId ?? '', folder);
      await world.settle();
      const back = exchange.move(moved.id, 'synchronised');
      await world.settle();
      expect(exchange.items.get(back.id)?.fields).toMatchObject({ time: weekly(), occurrences });
      expect(crm.records.get(crmId)?.fields).toMatchObject({ time: LATER, occurrences });
    });
  },
);

/** The rule of a series is written and none of its occurrences; the answer is lost. */
async function cut({ exchange }: World, run: () => Promise<unknown>): Promise<void> {
  exchange.occurrencesUntilCut = 0;
  exchange.faults.push('lostResponse');
  await run();
  exchange.occurrencesUntilCut = null;
}
