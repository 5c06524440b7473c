import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { ownError } from '../errors/index.ts';
import { startDeadline } from './deadline.ts';
import { tokenInTime } from './token-in-time.ts';

test('a token that is refused after the time is up reaches nobody, and disturbs nobody', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const deadline = startDeadline(1);
  await sleep(20);
  const refused = Promise.reject(ownError('token_refused', 'The token endpoint answered access_denied.'));
  await expect(tokenInTime(refused, deadline, 'login.azienda.example')).rejects.toMatchObject({
    code: 'token_endpoint_unreachable',
    details: { host: 'login.azienda.example', reason: 'timeout' },
  });
  await sleep(20);
  expect(unhandled).toEqual([]);
});
