import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { startSimulator } from '../../../simulator/index.ts';
import { parseTimeZoneId, sameValue, synchronisedFields, type Fields, type ItemType, valueOf } from '../../model/index.ts';
import { connectEws } from './index.ts';
import { REQUEST_VERSIONS } from './soap/channel.ts';
import { appointmentFields, contactFields } from './testing/generators.ts';
import { projection } from './testing/projection.ts';

const homeZone = parseTimeZoneId('Europe/Rome');
const options = (url: string) => ({
  url, mailbox: 'M.rossi@azienda.example', homeZone,
  credentials: { user: 'mario.rossi', domain: null, password: 'Rossi-2026' },
  access: 'own', signIn: 'auto', exchangeVersion: 'auto', tls: { certificateSha256: null, caPem: null },
  allowInsecureHttp: true, timeoutMs: 10_000, maxConnections: 2,
}) as const;

function diff(itemType: ItemType, got: Fields, want: Fields) {
  return Object.entries(synchronisedFields(itemType)).filter(([n, spec]) => !sameValue(spec, valueOf(got, n), valueOf(want, n)))
    .filter(([n]) => !(['fileAs', 'displayName'].includes(n) && valueOf(want, n) === null))
    .map(([n]) => [n, valueOf(got, n), valueOf(want, n)]);
}

it.each(['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016'] as const)('against the simulator %s', async (exchangeVersion) => {
  const sim = await startSimulator({ exchangeVersion, captureBodies: true });
  try {
    const side = connectEws(options(sim.ewsUrl));
    console.log(await side.identify());
    const { requestVersion: version } = await side.identify();
    for (const [itemType, gen] of [['contacts', contactFields], ['appointments', appointmentFields]] as const) {
      const problems = new Set<string>();
      const note = (what: string, data: unknown) => { if (problems.size < 12) problems.add(`${what}: ${JSON.stringify(data)}`); };
      const samples = fc.sample(fc.tuple(gen, gen), { numRuns: 60, seed: 7 });
      const outcomes = await side.create(itemType, samples.map(([fields], i) => ({ fields, stamp: `st${i}`, addCategories: [], uid: null })));
      const refs = outcomes.map((o, i) => { if (o.kind !== 'done') note('create', [o.kind, (o as any).error?.code, (o as any).error?.details]); return o.kind === 'done' ? o.ref : null; });
      const ids = refs.flatMap((r) => r?.id ?? []);
      const reads = await side.read(itemType, ids);
      let at = 0;
      for (const [i, ref] of refs.entries()) {
        if (ref === null) continue;
        const read = reads[at++]!;
        if (read.kind !== 'found') { note('read', read); continue; }
        expect(read.item.changeKey).toBe(ref.changeKey);
        expect(read.item.stamp).toBe(`st${i}`);
        expect(read.item.searchKey).toMatch(/^[0-9a-f]+$/);
        expect(read.item.notSynchronised).toBeNull();
        const d = diff(itemType, read.item.fields, projection(itemType, samples[i]![0], version as never, homeZone));
        if (d.length) note('created differs', d);
      }
      const updates = refs.flatMap((ref, i) => ref ? [{ ref, changes: samples[i]![1], categories: (samples[i]![1].categories ?? null) as any, stamp: null, i }] : []);
      const upd = await side.update(itemType, updates, 'neverOverwrite');
      upd.forEach((o) => { if (o.kind !== 'done') note('update', [o.kind, (o as any).error?.code, (o as any).error?.details]); });
      const again = await side.read(itemType, updates.map(({ ref }) => ref.id));
      again.forEach((read, k) => {
        if (read.kind !== 'found' || upd[k]!.kind !== 'done') return;
        const { categories, busyStatus, ...rest } = updates[k]!.changes as any;
        const known = busyStatus !== 'workingElsewhere' || (version as string) >= 'Exchange2013';
        const want = { ...samples[updates[k]!.i]![0], ...rest, ...(busyStatus !== undefined && known ? { busyStatus } : {}), ...(categories ? { categories } : {}) };
        const d = diff(itemType, read.item.fields, projection(itemType, want, version as never, homeZone)).filter(([n]) => !['fileAs','displayName'].includes(n as string) );
        if (d.length) note('updated differs', d);
      });
      console.log(version, itemType, [...problems].join('\n'));
      let page = await side.listChanges(itemType, null);
      expect(page.upserts.length).toBe(ids.length);
      expect(page.more).toBe(false);
      const stale = await side.update(itemType, [{ ref: refs.find((r) => r)!, changes: itemType === 'contacts' ? { jobTitle: 'Z' } : { subject: 'Z' }, categories: null, stamp: null }], 'neverOverwrite');
      console.log('stale', stale[0]!.kind);
      const b = await side.browse(itemType, { offset: 5, limit: 10 });
      expect(b.items.length).toBe(10); expect(b.total).toBe(ids.length);
      const victims = ids.slice(0, 3).map((id) => ({ id, changeKey: null }));
      console.log((await side.delete(itemType, victims.slice(0, 2), 'deletedItems')).map((o) => o.kind), (await side.delete(itemType, victims, 'permanent')).map((o) => o.kind));
      const key = reads[4]!.kind === 'found' ? reads[4]!.item.searchKey! : '';
      const stamps = samples.map((_, i) => `st${i}`);
      const located = await side.locate(itemType, { stamps, searchKeys: [key] });
      console.log(located.unreadable, located.found.filter(({ place }) => place !== 'synchronised').length, located.found.length);
      page = await side.listChanges(itemType, page.cursor);
      console.log(page.upserts.length, page.deletes.length);
    }
    await side.close();
    const bad = sim.requests as any;
    console.log(Object.keys(bad));
  } finally { await sim.close(); }
});
