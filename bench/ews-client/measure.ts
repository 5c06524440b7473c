// One client, one task, one process: `measure.js CLIENT TASK COUNT URL PASSES` writes what each pass cost
// as JSON.
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

const [clientName = '', task = '', count = '0', url = '', passes = '1'] = process.argv.slice(2);
const client = await open(clientName);
// Connected, and its code loaded.
await client.create(40);
const idleMb = peakMb();
const costs: Cost[] = [];
for (let pass = 0; pass < Number(passes); pass += 1) {
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  const items = await (task === 'download' ? client.download() : client.create(Number(count)));
  const wallMs = performance.now() - begin;
  const cpu = process.cpuUsage(cpuBefore);
  costs.push({ items, wallMs, cpuMs: (cpu.user + cpu.system) / 1000, residentMb: peakMb(), idleMb });
}
await client.close();
console.log(JSON.stringify(costs));
process.exit(0);

/** What the system counted, which costs the process nothing. */
function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

async function open(name: string): Promise<MeasuredClient> {
  if (name === 'raccordo') return (await import('./raccordo.ts')).raccordo(url);
  return (await import('./ews-javascript-api.ts')).ewsJavascriptApi(url);
}
