// Of undici the client of one connection and nothing else: its index brings fetch, caches, web sockets and doubles for
// tests, ten megabytes in every process. It exports no other entry, so these are its own files; the version is pinned.
import { createRequire } from 'node:module';
import type { Client, Dispatcher, errors } from 'undici';

const load = createRequire(import.meta.url);

export const UndiciClient = load('undici/lib/dispatcher/client.js') as typeof Client;
export const { HTTPParserError } = load('undici/lib/core/errors.js') as typeof errors;

/** `Client.request`, which the index adds to each dispatcher. */
export const requestOn = load('undici/lib/api/api-request.js') as (
  this: Dispatcher,
  options: Dispatcher.RequestOptions,
) => Promise<Dispatcher.ResponseData>;
