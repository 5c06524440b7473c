import type { ConnectorEvent } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { accountNames, runSummary } from '../run-resource.ts';

/** Proxies and browsers close a silent connection after half a minute or more. */
const HEARTBEAT_MS = 15_000;
/** Progress of a run that changes faster is of no use to an eye. */
const PROGRESS_MS = 200;
/** A reader that falls behind this far is cut off; it opens the stream again and reads the state anew. */
const BACKLOG_BYTES = 1024 * 1024;

export const streamEvents: Endpoint = (api, { connector }) => {
  api.get(
    '/api/events',
    {
      schema: {
        operationId: 'streamEvents',
        summary: 'Server-sent events: what happens, as it happens',
        description:
          '`run` carries a Run without its steps; `data` `{ side, itemType }` and `settings` say what to read again; ' +
          '`account` `{ account }` that its schedule changed. Nothing is repeated after a reconnection: read the state then.',
        tags: ['status'],
        produces: ['text/event-stream'],
        response: { ...REFUSALS },
      },
    },
    async (request, reply) => {
      const names = new Map(await accountNames(connector));
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      raw.write(': open\n\n');

      const lastProgress = new Map<string, number>();
      const send = (kind: string, data: unknown) => {
        if (raw.writableLength > BACKLOG_BYTES) raw.destroy();
        else raw.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
      };
      const learnNames = async () => {
        for (const [id, name] of await accountNames(connector).catch(() => names)) names.set(id, name);
      };
      const hear = (event: ConnectorEvent) => {
        switch (event.kind) {
          case 'run': {
            const { run } = event;
            const now = Date.now();
            const isProgress = run.state === 'running' && run.progress !== null;
            if (isProgress && now - (lastProgress.get(run.id) ?? 0) < PROGRESS_MS) return;
            lastProgress.set(run.id, now);
            if (run.state === 'finished') lastProgress.delete(run.id);
            return send('run', runSummary(run, names));
          }
          case 'data':
            return send('data', { side: event.side, itemType: event.itemType });
          case 'account':
            return send('account', { account: names.get(event.accountId) ?? event.accountId });
          case 'settings':
            void learnNames();
            return send('settings', {});
        }
      };
      const unsubscribe = connector.events.subscribe(hear);
      const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
      const end = () => {
        clearInterval(heartbeat);
        unsubscribe();
      };
      raw.on('close', end);
      raw.on('error', end);
      if (request.raw.destroyed) end();
    },
  );
};
