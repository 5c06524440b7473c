import { mkdtempSync } from 'node:fs';
import { test } from 'vitest';
import { openEmbeddedDatabase } from '../index.ts';

const show = (e: unknown) => {
  const x = e as Record<string, unknown>;
  return [x['code'], x['message'], JSON.stringify(x['details'])];
};
test('terminate', async () => {
  const dir = mkdtempSync('/tmp/store-probe/e-');
  const db = await openEmbeddedDatabase(dir);
  await db.script('create table t(a int)');
  await db.query('insert into t values (1)');
  console.log('terminate', await db.query('select pg_terminate_backend(pg_backend_pid())').catch(show));
  console.log('after', await db.query('select * from t').catch(show));
  await db.close().catch((e) => console.log('close', show(e)));
  const db2 = await openEmbeddedDatabase(dir);
  console.log('again', await db2.query('select * from t').catch(show));
  await db2.close();
});
test('damaged', async () => {
  const dir = mkdtempSync('/tmp/store-probe/e-');
  const db = await openEmbeddedDatabase(dir);
  await db.close();
  const fs = await import('node:fs');
  fs.writeFileSync(dir + '/postgres/global/pg_control', 'junk');
  console.log('damaged', await openEmbeddedDatabase(dir).catch(show));
  const dir2 = mkdtempSync('/tmp/store-probe/e-');
  fs.mkdirSync(dir2 + '/postgres');
  fs.writeFileSync(dir2 + '/postgres/PG_VERSION', '15\n');
  console.log('other version', await openEmbeddedDatabase(dir2).catch(show));
});
test('full', async () => {
  const db = await openEmbeddedDatabase('/tmp/store-probe/full/d', { maintenanceMs: 0 });
  await db.script('create table if not exists t(a int, b text)');
  let n = 0;
  for (;;) {
    try {
      await db.query('insert into t select g, repeat(md5(g::text), 20) from generate_series(1,10000) g');
      n++;
    } catch (e) {
      console.log('full after', n, show(e));
      break;
    }
  }
  console.log('then', await db.query('select count(*) from t').catch(show));
  console.log('then', await db.query('insert into t values(1)').catch(show));
  await db.close().catch((e) => console.log('close', show(e)));
  const db2 = await openEmbeddedDatabase('/tmp/store-probe/full/d').catch(show);
  console.log('reopen full', db2);
});
