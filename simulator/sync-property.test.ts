import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator, SimulatedMailbox } from './index.ts';
import { startSimulator } from './index.ts';
import { all, envelope, MARIO, rawPost, text } from './testing/ews-conversation.ts';
import { readXml } from './xml/read.ts';

let simulator: RunningSimulator;
let mailbox: SimulatedMailbox;
beforeAll(async () => {
  simulator = await startSimulator();
  mailbox = simulator.mailbox('mario.rossi@azienda.example');
});
afterAll(() => simulator.close());

/** Keeps a copy of a folder from nothing but the feed, and refuses what contradicts it. */
class Copy {
  readonly keys = new Map<string, string>();
  #state = '';

  async page(folder: string, max: number): Promise<boolean> {
    const state = this.#state === '' ? '' : `<m:SyncState>${this.#state}</m:SyncState>`;
    const body = `<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:FolderId Id="${folder}"/></m:SyncFolderId>${state}<m:MaxChangesReturned>${max}</m:MaxChangesReturned></m:SyncFolderItems>`;
    const answer = readXml(
      (await rawPost(simulator.ewsUrl, envelope('Exchange2010', body), { Authorization: MARIO })).text,
    );
    for (const change of all(answer, 'm:Changes')[0]?.children ?? []) {
      const { Id: id = '', ChangeKey: key = '' } = all(change, 't:ItemId')[0]?.attributes ?? {};
      if (this.keys.has(id) === (change.name === 't:Create'))
        throw new Error(`${change.name} contradicts what was told before`);
      if (change.name === 't:Delete') this.keys.delete(id);
      else this.keys.set(id, key);
    }
    this.#state = text(answer, 'm:SyncState') ?? '';
    return text(answer, 'm:IncludesLastItemInRange') === 'true';
  }
}

const act = fc.oneof(
  fc.record({ kind: fc.constant('add' as const) }),
  fc.record({
    kind: fc.constantFrom('change' as const, 'delete' as const, 'move' as const, 'copy' as const),
    at: fc.nat(20),
  }),
  fc.record({ kind: fc.constant('page' as const), max: fc.integer({ min: 1, max: 4 }) }),
);

test('whatever people do between the pages, a client that follows the feed ends with the folder as it is', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
      round += 1;
      const folder = mailbox.addFolder(`Prova ${round}`, 'IPF.Contact').id;
      const copy = new Copy();
      for (const [index, step] of acts.entries()) {
        const items = mailbox.items(folder);
        const id = 'at' in step ? items[step.at % Math.max(items.length, 1)]?.id : undefined;
        if (step.kind === 'add') mailbox.add(folder, 'Contact', { Surname: `C${index}` });
        else if (step.kind === 'page') await copy.page(folder, step.max);
        else if (id !== undefined && step.kind === 'change') mailbox.change(id, { JobTitle: String(index) });
        else if (id !== undefined && step.kind === 'delete') mailbox.delete(id);
        else if (id !== undefined && step.kind === 'move') mailbox.move(id, folder);
        else if (id !== undefined) mailbox.copy(id, folder);
      }
      while (!(await copy.page(folder, 3)));
      expect([...copy.keys].toSorted()).toEqual(
        mailbox
          .items(folder)
          .map((item) => [item.id, item.changeKey])
          .toSorted(),
      );
    }),
    { numRuns: 40 },
  );
});
