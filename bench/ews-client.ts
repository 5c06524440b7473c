// Our EWS client beside another one, against a server that only repeats bytes: a folder downloaded and contacts created,
// each twice in a process of its own, in turns. Then our client alone, with this folder and with one ten times as large.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileWithClient } from './ews-client/compile.ts';
import type { Cost } from './ews-client/measure.ts';

const { values } = parseArgs({
  options: {
    download: { type: 'string', default: '5000' },
    create: { type: 'string', default: '2000' },
    large: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '3' },
    profile: { type: 'string', default: '' },
  },
});
const CLIENTS = ['raccordo', 'ews-javascript-api'] as const;
type Client = (typeof CLIENTS)[number];
/** A process that has just begun spends much of its time compiling; one that runs all day does not. */
const PASSES = ['first', 'again'] as const;

const measured = join(compileWithClient('bench/ews-client'), 'measure.js');
console.log(
  `${''.padEnd(44)}${'wall s'.padStart(9)}${'CPU s'.padStart(9)}${'items/s'.padStart(10)}${'peak MB'.padStart(9)}${'idle MB'.padStart(9)}`,
);
await compare('download', Number(values.download));
await compare('create', Number(values.create));
for (const size of [Number(values.download), Number(values.large)])
  if (size > 0) {
    const [cost] = await withServer(size, (url) => run('raccordo', 'download', size, url, 1));
    if (cost !== undefined) print('raccordo', `download ${size}, alone`, cost);
  }

async function compare(task: string, count: number): Promise<void> {
  const costs = new Map<Client, (readonly Cost[])[]>(CLIENTS.map((client) => [client, []]));
  await withServer(count, async (url) => {
    for (let round = 0; round < Number(values.rounds); round += 1)
      for (const client of CLIENTS) costs.get(client)?.push(await run(client, task, count, url, PASSES.length));
  });
  for (const [pass, when] of PASSES.entries()) {
    // The least of several rounds: everything else that a machine does only ever adds.
    const [ours, theirs] = CLIENTS.map((client) =>
      best((costs.get(client) ?? []).flatMap((round) => round[pass] ?? [])),
    ) as [Cost, Cost];
    print('raccordo', `${task} ${count}, ${when}`, ours);
    print('ews-javascript-api', `${task} ${count}, ${when}`, theirs);
    const times = (a: number, b: number) => `${(a / b).toFixed(1)}×`;
    console.log(
      `${'  raccordo is faster by'.padEnd(44)}${times(theirs.wallMs, ours.wallMs).padStart(9)}${times(theirs.cpuMs, ours.cpuMs).padStart(9)}`,
    );
  }
}

function best(costs: readonly Cost[]): Cost {
  const least = (of: (cost: Cost) => number) => Math.min(...costs.map(of));
  return {
    items: least(({ items }) => items),
    wallMs: least(({ wallMs }) => wallMs),
    cpuMs: least(({ cpuMs }) => cpuMs),
    // Of memory the worst counts.
    residentMb: Math.max(...costs.map(({ residentMb }) => residentMb)),
    idleMb: Math.max(...costs.map(({ idleMb }) => idleMb)),
  };
}

function print(client: Client, task: string, { items, wallMs, cpuMs, residentMb, idleMb }: Cost): void {
  const seconds = (ms: number) => (ms / 1000).toFixed(2).padStart(9);
  const perSecond = Math.round(items / (wallMs / 1000)).toLocaleString('en');
  console.log(
    `${`${client}: ${task}`.padEnd(44)}${seconds(wallMs)}${seconds(cpuMs)}${perSecond.padStart(10)}${residentMb.toFixed(0).padStart(9)}${idleMb.toFixed(0).padStart(9)}`,
  );
}

async function withServer<T>(size: number, work: (url: string) => Promise<T>): Promise<T> {
  const loader = new URL('../src/database/testing/load-typescript.mjs', import.meta.url).href;
  const file = fileURLToPath(new URL('ews-client/replay-server.ts', import.meta.url));
  const server = spawn(process.execPath, ['--import', loader, file, String(size)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      server.once('message', ({ port: told }: { port: number }) => resolve(told));
      server.once('exit', () => reject(new Error('the replay server did not start')));
    });
    return await work(`http://127.0.0.1:${port}/EWS/Exchange.asmx`);
  } finally {
    server.kill();
  }
}

async function run(client: Client, task: string, count: number, url: string, passes: number): Promise<readonly Cost[]> {
  const profiling = values.profile === '' ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
  const child = spawn(process.execPath, [...profiling, measured, client, task, String(count), url, String(passes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  const costs = code === 0 ? (JSON.parse(text) as Cost[]) : [];
  if (costs.length !== passes || costs.some(({ items }) => items !== count))
    throw new Error(
      `${client}, ${task}: ended with ${code}, ${costs.map(({ items }) => items).join(', ')} of ${count} items`,
    );
  return costs;
}
