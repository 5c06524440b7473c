import type { BuiltinCrm } from '../../crm/builtin/index.ts';
import { asUser, OPERATOR } from '../../crm/builtin/index.ts';
import type { SampleWorld } from '../../demo/sample-data/index.ts';
import type { Fields } from '../../model/index.ts';

/** Fills the CRM with the companies, contacts and appointments of the sample world. Its users exist already. */
export async function loadCrm(crm: BuiltinCrm, world: SampleWorld, onProgress: (done: number) => void): Promise<void> {
  const idOf = new Map((await crm.users.list()).map(({ name, id }) => [name, id]));
  const ids = (names: readonly string[]) => names.flatMap((name) => idOf.get(name) ?? []);
  let done = 0;
  for (const company of world.companies) {
    await crm.companies.create({ ...company, notes: null });
    onProgress(++done);
  }
  for (const { owner, shared, lists, contact } of world.contacts) {
    await crm.contacts.create(actorFor(idOf.get(owner)), { fields: contact as Fields, shared, lists });
    onProgress(++done);
  }
  for (const { owner, participants, appointment } of world.appointments) {
    await crm.appointments.create(actorFor(idOf.get(owner)), {
      fields: appointment as unknown as Fields,
      participantIds: ids(participants),
    });
    onProgress(++done);
  }
}

function actorFor(userId: string | undefined) {
  return userId === undefined ? OPERATOR : asUser(userId);
}
