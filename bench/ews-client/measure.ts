// One client, one task, one process: `measure.js CLIENT TASK COUNT URL` writes what it cost as JSON.
import type { MeasuredClient } from './clients.ts';

export interface Cost {
  readonly items: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Of the whole process, at its highest while it worked. */
  readonly residentMb: number;
  /** Before it began, modules loaded. */
  readonly idleMb: number;
}

const [clientName = '', task = '', count = '0', url = ''] = process.argv.slice(2);
const client = await open(clientName);
// Connected and its code loaded: what a service that runs all day has behind it.
await client.create(40);
const idleMb = peakMb();
const cpuBefore = process.cpuUsage();
const begin = performance.now();
const items = await (task === 'download' ? client.download() : client.create(Number(count)));
const wallMs = performance.now() - begin;
const cpu = process.cpuUsage(cpuBefore);
await client.close();
const residentMb = peakMb();
console.log(
  JSON.stringify({ items, wallMs, cpuMs: (cpu.user + cpu.system) / 1000, residentMb, idleMb } satisfies Cost),
);
process.exit(0);

/** What the system counted, which costs the process nothing. */
function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

async function open(name: string): Promise<MeasuredClient> {
  if (name === 'raccordo') return (await import('./raccordo.ts')).raccordo(url);
  return (await import('./ews-javascript-api.ts')).ewsJavascriptApi(url);
}
