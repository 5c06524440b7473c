import type { ClientRequest, ClientRequestArgs } from 'node:http';
import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ownError } from '../errors/index.ts';

/** Below the 120 s of IIS, so that it is us who let go. A shorter `Keep-Alive` hint of the server outweighs it. */
const IDLE_MS = 55_000;

/** Takes requests over one open socket, one after the other, and never opens another. */
export class OneSocketAgent extends Agent {
  readonly #socket: Socket;
  #isTaken = false;
  /** What nobody asked for would be taken for the answer to the next request. */
  readonly #hangUp = () => this.#socket.destroy();

  constructor(socket: Socket) {
    super({ keepAlive: true, maxSockets: 1, timeout: IDLE_MS });
    this.#socket = socket;
  }

  override createConnection(
    _options: ClientRequestArgs,
    done?: (error: Error | null, socket: Duplex) => void,
  ): Duplex | undefined {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return this.#socket;
    }
    done?.(ownError('connection_reset', 'The connection was closed.'), this.#socket);
    return undefined;
  }

  override keepSocketAlive(socket: Duplex): void {
    socket.on('data', this.#hangUp);
    // Its answer is a boolean, whatever its type says: whether to keep the socket at all.
    return super.keepSocketAlive(socket);
  }

  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    socket.off('data', this.#hangUp);
    super.reuseSocket(socket, request);
  }
}
