import type { ConnectorError } from '../../../model/index.ts';
import type { Deadline } from '../http/index.ts';
import type { Lane } from './lane.ts';
import { createLane } from './lane.ts';
import { meansWholeServer } from './whole-server.ts';

/** How fast one channel may go. What its server says to it reaches the channels that share the limit. */
export interface Pace {
  /**
   * Waits for a place in both lanes: that of the budget and that of the server.
   * @returns gives both back; call it once
   * @throws ConnectorError `backing_off`, `timeout`
   */
  enter(deadline: Deadline): Promise<() => void>;
  /** Nothing may go out. @throws ConnectorError `backing_off` */
  assertOpen(): void;
  remainingMs(): number;
  /** The server asked for a pause. */
  pause(error: ConnectorError): void;
  succeed(): void;
}

/** What one process knows of the servers it talks to: one for all channels, so that they are polite together. */
export interface ServerPaces {
  /**
   * @param server host and port
   * @param budget whom the server charges: a mailbox that is impersonated, or an account that acts as itself
   * @param width requests at a time of this budget, as long as nobody complains
   */
  paceFor(server: string, budget: string, width: number): Pace;
}

/** A server begins with four at a time; Exchange lets one account have 10 (2010) or 27 (2013 and later). */
const SERVER_WIDTH = { start: 4, most: 20 };
/** Two budgets that are turned away within this time mean the server. */
const TOGETHER_MS = 30_000;
const MOST_BUDGETS = 2_000;

interface Server {
  readonly lane: Lane;
  readonly budgets: Map<string, Lane>;
  /** Who was turned away last, and when. */
  complaint: { readonly budget: string; readonly at: number } | null;
}

export function createServerPaces(): ServerPaces {
  const servers = new Map<string, Server>();

  return {
    paceFor(name, budget, width) {
      const server = servers.get(name) ?? { lane: createLane(SERVER_WIDTH), budgets: new Map(), complaint: null };
      servers.set(name, server);
      if (server.budgets.size >= MOST_BUDGETS) forgetIdle(server.budgets);
      const lane = server.budgets.get(budget) ?? createLane({ start: width, most: width });
      server.budgets.set(budget, lane);
      return paceOf(server, lane, budget);
    },
  };
}

function paceOf(server: Server, budget: Lane, name: string): Pace {
  return {
    async enter(deadline) {
      const leaveBudget = await budget.enter(deadline);
      try {
        const leaveServer = await server.lane.enter(deadline);
        return () => {
          leaveServer();
          leaveBudget();
        };
      } catch (error) {
        leaveBudget();
        throw error;
      }
    },
    assertOpen() {
      budget.pause.assertOver();
      server.lane.pause.assertOver();
    },
    remainingMs: () => Math.max(budget.pause.remainingMs(), server.lane.pause.remainingMs()),
    pause(error) {
      budget.close(error);
      if (!meansWholeServer(error)) return;
      server.lane.narrow();
      // One mailbox may be turned away alone, its database being down. It must not hold up a whole company.
      const { complaint } = server;
      const now = performance.now();
      if (complaint !== null && complaint.budget !== name && now - complaint.at < TOGETHER_MS) server.lane.close(error);
      server.complaint = { budget: name, at: now };
    },
    succeed() {
      budget.succeed();
      server.lane.succeed();
    },
  };
}

function forgetIdle(budgets: Map<string, Lane>): void {
  for (const [budget, lane] of budgets) if (lane.isIdle) budgets.delete(budget);
}
