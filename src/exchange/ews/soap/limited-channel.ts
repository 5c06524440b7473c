import type { XmlElement } from '../xml/element.ts';
import type { EwsRequest, RequestVersion, SoapChannel } from './channel.ts';

/**
 * A channel lent for one call, whose requests share a deadline. A class, so that all of them have one shape: V8 gives each
 * object that is written with a getter a shape of its own, and what its getter sees outlives the call until the next full
 * collection.
 */
export class LimitedChannel implements SoapChannel {
  readonly #lender: SoapChannel;
  readonly send: (request: EwsRequest) => Promise<XmlElement>;

  constructor(lender: SoapChannel, send: (request: EwsRequest) => Promise<XmlElement>) {
    this.#lender = lender;
    this.send = send;
  }

  get version(): RequestVersion {
    return this.#lender.version;
  }

  get serverBuild(): string | null {
    return this.#lender.serverBuild;
  }

  withinOneDeadline<T>(work: (channel: SoapChannel) => Promise<T>): Promise<T> {
    return work(this);
  }

  close(): Promise<void> {
    return this.#lender.close();
  }
}
