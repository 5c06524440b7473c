import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from '../server/read-body.ts';
import type { TokenAuthority } from './token-authority.ts';
import { answerTokenRequest } from './token-request.ts';

/** What may go wrong with the next requests for a token. */
export type TokenFault =
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** A page for people. */
  | { readonly kind: 'page' }
  | { readonly kind: 'redirect'; readonly location: string }
  /** This text in place of the answer, with status 200. */
  | { readonly kind: 'text'; readonly text: string }
  /** An answer without an end. */
  | { readonly kind: 'endless' };

const PATH = /^\/([\w.-]+)\/oauth2\/v2\.0\/token$/i;

export function isTokenPath(path: string): boolean {
  return PATH.test(path);
}

/** The address at which tokens are given out, and what goes wrong there. */
export class TokenEndpoint {
  readonly #authority: TokenAuthority;
  #fault: { readonly fault: TokenFault; times: number } | undefined;
  #requests = 0;

  constructor(authority: TokenAuthority) {
    this.#authority = authority;
  }

  /** Requests that came, the ones that failed among them. */
  get requests(): number {
    return this.#requests;
  }

  /** @param times requests to hit, the next by default */
  fail(fault: TokenFault, times = 1): void {
    this.#fault = { fault, times };
  }

  recover(): void {
    this.#fault = undefined;
  }

  async handle(request: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
    this.#requests += 1;
    const body = await readBody(request);
    if (body === undefined) return void request.socket.destroy();
    const fault = this.#nextFault();
    if (fault?.kind === 'slow') await sleep(fault.ms);
    else if (fault !== undefined) return this.#misbehave(fault, request, response);
    const path = new URL(request.url ?? '/', origin).pathname;
    const tenant = PATH.exec(path)?.[1] ?? '';
    const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
    if (request.method !== 'POST' || !isForm) return void response.writeHead(405).end();
    const reply = answerTokenRequest(this.#authority, tenant, `${origin}${path}`, new URLSearchParams(body));
    const id = randomUUID();
    const content = reply.status === 200 ? reply.content : { ...reply.content, trace_id: id, correlation_id: id };
    response
      .writeHead(reply.status, {
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': 'no-store, no-cache',
        'x-ms-request-id': id,
      })
      .end(JSON.stringify(content));
  }

  #nextFault(): TokenFault | undefined {
    const armed = this.#fault;
    if (armed === undefined) return undefined;
    armed.times -= 1;
    if (armed.times <= 0) this.#fault = undefined;
    return armed.fault;
  }

  #misbehave(fault: Exclude<TokenFault, { kind: 'slow' }>, request: IncomingMessage, response: ServerResponse): void {
    switch (fault.kind) {
      case 'hang':
        return;
      case 'drop':
        return void request.socket.destroy();
      case 'status': {
        const wait = fault.retryAfterSeconds;
        return void response.writeHead(fault.status, wait === undefined ? {} : { 'Retry-After': wait }).end();
      }
      case 'page':
        return void response
          .writeHead(200, { 'Content-Type': 'text/html' })
          .end('<!DOCTYPE html><title>Sign in</title>');
      case 'redirect':
        return void response.writeHead(307, { Location: fault.location }).end();
      case 'text':
        return void response.writeHead(200, { 'Content-Type': 'application/json' }).end(fault.text);
      case 'endless': {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        const more = () => {
          while (!response.destroyed && response.write(' '.repeat(65_536)));
        };
        response.on('drain', more);
        more();
      }
    }
  }
}
