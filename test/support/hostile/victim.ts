// A process with nothing in it but our client, that asks whatever server it is told to, and says what that cost.
import { connectEws } from '../../../src/exchange/ews/index.ts';

export interface Order {
  readonly url: string;
  readonly timeoutMs: number;
  readonly call: 'read' | 'create' | 'list';
  /** Of `list`. */
  readonly cursor?: string;
}

export interface Damage {
  readonly code: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** The highest that the process has ever been, above where it was when it began. */
  readonly grownMb: number;
  readonly text: string;
}

const PASSWORD = 'Sècret-Pà55!';
let idleMb = 0;
const peakMb = () => process.resourceUsage().maxRSS / 1024;

process.on('message', (order: Order) => {
  void suffer(order).then((damage) => process.send?.(damage));
});
process.on('disconnect', () => process.exit(0));

// What the first request costs anyhow: code that is loaded, buffers that are there from then on.
await suffer({ url: 'http://127.0.0.1:1/EWS/Exchange.asmx', timeoutMs: 2_000, call: 'read' });
idleMb = peakMb();
process.send?.('ready');

async function suffer({ url, timeoutMs, call, cursor }: Order): Promise<Damage> {
  const side = connectEws({
    url,
    mailbox: 'mario.rossi@example.org',
    credentials: { kind: 'password', user: 'mario.rossi@example.org', domain: null, password: PASSWORD },
    access: 'impersonation',
    signIn: 'basic',
    exchangeVersion: 'Exchange2013_SP1',
    tls: { certificateSha256: null, caPem: null },
    allowInsecureHttp: true,
    timeoutMs,
    maxConnections: 2,
  });
  const begin = performance.now();
  const cpuBefore = process.cpuUsage();
  const error = await ask().then(
    (answer) => answer,
    (thrown: unknown) => thrown,
  );
  const cpu = process.cpuUsage(cpuBefore);
  const wallMs = performance.now() - begin;
  await side.close();
  return {
    code: codeOf(error),
    wallMs,
    cpuMs: (cpu.user + cpu.system) / 1000,
    grownMb: peakMb() - idleMb,
    text: `${String(error)} ${JSON.stringify(error)}`.replaceAll(PASSWORD, 'PASSWORD'),
  };

  async function ask(): Promise<unknown> {
    if (call === 'list') return side.listChanges('contacts', cursor ?? null);
    if (call === 'read') return (await side.read('contacts', ['AAMk']))[0];
    const fields = { name: { givenName: 'Anna' } };
    return (await side.create('contacts', [{ fields, stamp: null, addCategories: [], uid: null }]))[0];
  }
}

/** Of an error that was thrown, or of the outcome of the only item. */
function codeOf(result: unknown): string {
  const { code, error } = (result ?? {}) as { code?: string; error?: { code?: string } };
  return code ?? error?.code ?? `no error: ${JSON.stringify(result)}`;
}
