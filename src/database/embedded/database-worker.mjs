// The thread in which the embedded database runs, so that a long statement never stops the program's event loop.
// Plain JavaScript: Node 20 loads no TypeScript into a worker, and the same file serves the sources and the build.
// The messages are typed in `worker-protocol.ts`.
import { parentPort, workerData } from 'node:worker_threads';
import { openDurably } from './open-durably.mjs';

/**
 * True when nothing that the engine says afterwards can be trusted. PostgreSQL on a server restarts itself after a
 * PANIC; here it goes on in a broken state, in which the next statement may hang (seen with a full disk, PGlite 0.5.16).
 * Class XX is the engine's own broken invariants, among them what follows such a PANIC.
 */
function isEngineDeath(thrown) {
  if (thrown?.severity === 'PANIC' || thrown?.severity === 'FATAL') return true;
  if (typeof thrown?.code === 'string' && thrown.code.length === 5 && thrown.code.startsWith('XX')) return true;
  return thrown?.name === 'RuntimeError' || thrown?.name === 'ExitStatus';
}

function plainError(thrown) {
  const { code, constraint, table, routine } = thrown ?? {};
  const texts = Object.entries({ code, constraint, table, routine }).filter(([, value]) => typeof value === 'string');
  return { ...Object.fromEntries(texts), engineDied: isEngineDeath(thrown) };
}

function say(message) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  parentPort.postMessage(message);
}

async function answer(pg, request) {
  switch (request.kind) {
    case 'query':
      return (await pg.query(request.sql, request.params)).rows;
    case 'script':
      await pg.exec(request.sql);
      return [];
    case 'close':
      await pg.close();
      return [];
  }
}

try {
  const pg = await openDurably(workerData.directory);
  if (pg === null) {
    say({ kind: 'notDurable' });
  } else {
    parentPort.on('message', (request) => {
      answer(pg, request).then(
        (rows) => say({ kind: 'rows', id: request.id, rows }),
        (thrown) => say({ kind: 'failed', id: request.id, error: plainError(thrown) }),
      );
    });
    say({ kind: 'ready' });
  }
} catch (thrown) {
  say({ kind: 'openFailed', error: plainError(thrown) });
}
