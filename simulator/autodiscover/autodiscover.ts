import type { ExchangeVersion } from '../soap/versions.ts';
import { rankOf } from '../soap/versions.ts';

export type AutodiscoverProtocol = 'pox' | 'soap' | 'json';

/** Addresses of EWS for clients outside and inside; `null` is not told. */
export interface ToldAddresses {
  readonly external: string | null;
  readonly internal: string | null;
}

/** What a test may have answered in place of the settings. */
export type AutodiscoverReply =
  /** In the words of the protocol: the mailbox goes by another address, or its settings are told elsewhere. */
  | { readonly kind: 'redirectAddress'; readonly address: string }
  | { readonly kind: 'redirectUrl'; readonly url: string }
  /** Before anybody signs in. */
  | { readonly kind: 'httpRedirect'; readonly location: string; readonly status?: number }
  | { readonly kind: 'httpStatus'; readonly status: number }
  /** A page for people. */
  | { readonly kind: 'page' }
  /** An error in the words of the protocol: `500` of POX, `ServerBusy` of SOAP. */
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'body'; readonly contentType: string; readonly body: string }
  /** The connection stays open and nothing comes. */
  | { readonly kind: 'hang' };

export interface AutodiscoverRule {
  readonly reply: AutodiscoverReply;
  readonly protocol?: AutodiscoverProtocol;
  /** SMTP address that was asked for. */
  readonly mailbox?: string;
}

/** What this server tells about the addresses of its mailboxes. */
export class Autodiscover {
  readonly #rules = new Set<AutodiscoverRule>();
  readonly #version: ExchangeVersion;
  #told: ToldAddresses;

  constructor(version: ExchangeVersion, told: ToldAddresses) {
    this.#version = version;
    this.#told = told;
  }

  get told(): ToldAddresses {
    return this.#told;
  }

  tell(addresses: Partial<ToldAddresses>): void {
    this.#told = { ...this.#told, ...addresses };
  }

  /** The newest rule that fits comes first. @returns takes it back */
  answer(rule: AutodiscoverRule): () => void {
    this.#rules.add(rule);
    return () => this.#rules.delete(rule);
  }

  clear(): void {
    this.#rules.clear();
  }

  replyFor(protocol: AutodiscoverProtocol, mailbox: string): AutodiscoverReply | undefined {
    const fits = (rule: AutodiscoverRule) =>
      (rule.protocol === undefined || rule.protocol === protocol) &&
      (rule.mailbox === undefined || rule.mailbox.toLowerCase() === mailbox.toLowerCase());
    return [...this.#rules].findLast(fits)?.reply;
  }

  speaks(protocol: AutodiscoverProtocol): boolean {
    const since = { pox: 'Exchange2007', soap: 'Exchange2010', json: 'Exchange2016' } as const;
    return rankOf(this.#version) >= rankOf(since[protocol]);
  }
}
