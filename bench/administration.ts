// What it costs to administer a company, over real HTTP on the embedded database: milliseconds, statements and
// kilobytes of each request that a page repeats, for companies of several sizes in one process.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbeddedDatabase } from '../src/database/index.ts';
import { openConnector, startServer } from '../src/main.ts';
import { addPeople, addProfiles } from './administration/company.ts';
import { countStatements } from './administration/counted-queries.ts';
import type { Measure } from './administration/measure.ts';
import { measure } from './administration/measure.ts';

const PASSWORD = 'quattro gatti sul tetto';

/** Who asks for what. `{account}` is one in the middle, `{profile}` has a quarter of them. */
const REQUESTS: readonly (readonly [name: string, as: 'administrator' | 'user', path: string])[] = [
  ['synchronisation page, one account', 'administrator', '/api/status?account={account}'],
  ['… the same of a user', 'user', '/api/status?account={account}'],
  ['status of all', 'administrator', '/api/status'],
  ['status of the own accounts', 'user', '/api/status'],
  ['profiles with their state', 'administrator', '/api/profiles'],
  ['accounts, first page', 'administrator', '/api/accounts?limit=50'],
  ['accounts of a profile, first page', 'administrator', '/api/accounts?profile={profile}&limit=50'],
  ['claims that wait', 'administrator', '/api/accounts?profile={profile}&claim=waiting&limit=20'],
  ['accounts found by a name', 'administrator', '/api/accounts?search=persona%20{middle}&limit=20'],
  ['accounts of one user', 'administrator', '/api/accounts?user=persona{middle}'],
  ['one account', 'user', '/api/accounts/{account}'],
  ['users, first page', 'administrator', '/api/users?limit=100'],
  ['history of all', 'administrator', '/api/runs?limit=20'],
  ['history of one account', 'user', '/api/runs?account={account}&limit=20'],
];

const { values } = parseArgs({
  options: { accounts: { type: 'string', default: '100,1000,3000' }, links: { type: 'string', default: '40' } },
});
const sizes = values.accounts.split(',').map(Number);
const links = Number(values.links);

countStatements();
const measured: (readonly Measure[])[] = [];
for (const accounts of sizes) measured.push(await measureCompany(accounts));
print();

async function measureCompany(accounts: number): Promise<readonly Measure[]> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'raccordo-bench-'));
  try {
    await prepare(dataDirectory, accounts);
    return await measureAll(dataDirectory, Math.ceil(accounts / 2) + 1);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function prepare(dataDirectory: string, accounts: number): Promise<void> {
  const begin = performance.now();
  const connector = await openConnector({ dataDirectory, environment: {} });
  await addProfiles(connector);
  await connector.close();
  const database = await openEmbeddedDatabase(dataDirectory);
  await addPeople(database, { accounts, links });
  await database.close();
  console.error(`${accounts} accounts, ${links} links in each mailbox and type: ${seconds(begin)} s to make them`);
}

async function measureAll(dataDirectory: string, middle: number): Promise<readonly Measure[]> {
  const connector = await openConnector({ dataDirectory, environment: {} });
  const server = await startServer(connector, { port: 0 });
  try {
    const headers = {
      administrator: { authorization: `Bearer ${connector.token}` },
      user: { cookie: await signIn(connector.parts.people, server.url, middle) },
    };
    const results: Measure[] = [];
    for (const [, as, path] of REQUESTS) {
      const address = path
        .replace('{account}', `persona${middle}-sede`)
        .replace('{profile}', 'sede-1')
        .replace('{middle}', String(middle));
      results.push(await measure(`${server.url}${address}`, headers[as]));
    }
    return results;
  } finally {
    await server.close();
    await connector.close();
  }
}

type People = Awaited<ReturnType<typeof openConnector>>['parts']['people'];

async function signIn(people: People, url: string, n: number): Promise<string> {
  await people.setPassword(`u${n}`, PASSWORD);
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: `persona${n}`, password: PASSWORD }),
  });
  return (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}

/** One line for each request; the last column compares the largest company with the smallest. */
function print(): void {
  const head = sizes.map((size) => `${size}: ms   cpu ms  queries     kB`.padStart(37));
  console.log(['request'.padEnd(38), ...head, ' cpu ratio'].join(''));
  REQUESTS.forEach(([name], index) => {
    const row = measured.map((results) => results[index] as Measure);
    const ratio = (row.at(-1)?.cpuMs ?? 0) / (row[0]?.cpuMs ?? 1);
    console.log([name.padEnd(38), ...row.map(cell), ratio.toFixed(1).padStart(10)].join(''));
  });
}

function cell({ ms, cpuMs, statements, kilobytes }: Measure): string {
  const times = `${ms.toFixed(1).padStart(13)}${cpuMs.toFixed(1).padStart(9)}`;
  return `${times}${String(statements).padStart(8)}${kilobytes.toFixed(0).padStart(7)}`.padStart(37);
}

function seconds(begin: number): string {
  return ((performance.now() - begin) / 1000).toFixed(1);
}
