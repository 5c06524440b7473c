import type { FastifyRequest } from 'fastify';
import type { ConnectorEvent } from '../../connector/index.ts';
import type { Account } from '../../settings/settings.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import type { EventStream } from '../event-stream.ts';
import { openEventStream } from '../event-stream.ts';
import { namesOf, runSummary } from '../run-resource.ts';
import { maySee } from '../security/owned-account.ts';
import { isAdministrator, principalOf } from '../security/principal.ts';
import { visibleTo } from '../security/server-facts.ts';
import { sessionTokenOf } from '../security/session-cookie.ts';
import { createStreamPlaces } from '../stream-places.ts';

/** Progress of a run that changes faster is of no use to an eye. */
const PROGRESS_MS = 200;
/** More tabs than anybody has; every one of them costs something with everything that happens. */
const STREAMS_AT_ONCE = 50;

export const streamEvents: Endpoint = (api, { connector }) => {
  const { people, settings } = connector.parts;
  const takePlace = createStreamPlaces(STREAMS_AT_ONCE);

  /** What goes out must not go on after the session: somebody signed out, or lost the rights that they had. */
  const endWithSession = async (stream: EventStream, request: FastifyRequest): Promise<void> => {
    const token = sessionTokenOf(request);
    if (request.session === null || token === null) return;
    const session = await people.findSession(token, 'look').catch(() => null);
    if (session?.person.role !== request.session.person.role) stream.end();
  };

  api.get(
    '/api/events',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'streamEvents',
        summary: 'Server-sent events: what happens, as it happens; for users in the own accounts',
        description:
          '`run` carries a Run without its steps; `data` `{ side, itemType }` and `settings` say what to read again; ' +
          '`account` `{ account }` that its schedule changed. Nothing is repeated after a reconnection: read the state then. ' +
          'A person has at most fifty streams open; one more ends the oldest.',
        tags: ['status'],
        produces: ['text/event-stream'],
        response: { ...REFUSALS },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      let accounts: readonly Account[] = await settings.listAccounts();
      const learnAccounts = async () => {
        accounts = await settings.listAccounts().catch(() => accounts);
      };
      const isHeard = (accountId: string) =>
        isAdministrator(principal) ||
        accounts.some((account) => account.id === accountId && maySee(principal, account));
      const nameOf = (accountId: string) => accounts.find(({ id }) => id === accountId)?.name ?? accountId;

      const stream = openEventStream(reply, () => void endWithSession(stream, request));
      takePlace(principal.kind === 'person' ? `person ${principal.userId}` : principal.kind, stream);
      const lastProgress = new Map<string, number>();
      const hear = (event: ConnectorEvent) => {
        switch (event.kind) {
          case 'run': {
            const { run } = event;
            if (!isHeard(run.accountId)) return;
            const now = Date.now();
            const isProgress = run.state === 'running' && run.progress !== null;
            if (isProgress && now - (lastProgress.get(run.id) ?? 0) < PROGRESS_MS) return;
            lastProgress.set(run.id, now);
            if (run.state === 'finished') lastProgress.delete(run.id);
            return stream.send('run', visibleTo(principal, runSummary(run, namesOf(accounts))));
          }
          case 'data':
            return stream.send('data', { side: event.side, itemType: event.itemType });
          case 'account':
            if (isHeard(event.accountId)) stream.send('account', { account: nameOf(event.accountId) });
            return;
          case 'settings':
            // Whose an account is may have changed with them, and who the listener is.
            void endWithSession(stream, request);
            void learnAccounts().then(() => stream.send('settings', {}));
            return;
        }
      };
      const unsubscribe = connector.events.subscribe(hear);
      stream.closed.addEventListener('abort', unsubscribe);
      if (stream.closed.aborted) unsubscribe();
    },
  );
};
