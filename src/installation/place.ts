import { readdirSync, readFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a data directory lies, as far as a copy of it would lie elsewhere. */
export interface Place {
  /** Without symbolic links. */
  readonly directory: string;
  /**
   * Hardware addresses of the machine's network cards, in order; none where there are none to be seen, as in most
   * containers. Host names and `machine-id` are left out on purpose: they change with every new container or image.
   */
  readonly cards: readonly string[];
}

export async function readPlace(directory: string): Promise<Place> {
  return { directory: await realpath(directory), cards: networkCards() };
}

const INTERFACES = '/sys/class/net';
/** Burnt in, neither random nor set by somebody (`addr_assign_type` of the kernel). */
const PERMANENT = '0';

/** Of devices only: what bridges, tunnels and containers have instead of cards is made anew at every start. */
function networkCards(): readonly string[] {
  const entries = namesIn(INTERFACES).filter((name) => namesIn(join(INTERFACES, name, 'device')).length > 0);
  const addresses = entries
    .filter((name) => textOf(join(INTERFACES, name, 'addr_assign_type')) === PERMANENT)
    .map((name) => textOf(join(INTERFACES, name, 'address')));
  return addresses.filter((address) => /^(?!00:00:00:00:00:00$)[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(address)).sort();
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // Not Linux, or not to be seen from here.
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
