import type { ConnectionStep, ConnectionStepName } from '../../diagnosis.ts';
import { CONNECTION_STEPS } from '../../diagnosis.ts';
import type { EwsOptions } from '../options.ts';
import type { Finding } from './finding.ts';
import { skipped } from './finding.ts';
import { lookAtAddress } from './looks/address.ts';
import { lookAtClock } from './looks/clock.ts';
import { lookAtConnection } from './looks/connection.ts';
import { lookAtEws } from './looks/ews.ts';
import { lookAtCalendar, lookAtContacts } from './looks/folder.ts';
import { lookAtMailbox } from './looks/mailbox.ts';
import { lookAtName } from './looks/name.ts';
import { lookAtSignIn } from './looks/sign-in.ts';
import { lookAtTls } from './looks/tls.ts';
import { lookAtToken } from './looks/token.ts';
import { lookAtVersion } from './looks/version.ts';
import type { Scene } from './scene.ts';
import { openScene } from './scene.ts';

const LOOKS: Readonly<Record<ConnectionStepName, (scene: Scene) => Promise<Finding>>> = {
  address: lookAtAddress,
  name: lookAtName,
  connection: lookAtConnection,
  tls: lookAtTls,
  ews: lookAtEws,
  token: lookAtToken,
  signIn: lookAtSignIn,
  version: lookAtVersion,
  mailbox: lookAtMailbox,
  contacts: lookAtContacts,
  calendar: lookAtCalendar,
  clock: lookAtClock,
};

/** For all steps together: nobody looks longer at a progress that does not move. */
const TOTAL_MS = 90_000;

/**
 * Looks at a connection from the outside in. Every step of `CONNECTION_STEPS` is told in its order, as soon as it
 * is known; what the server does wrong is a finding and never thrown. Each call is limited by `timeoutMs`.
 */
export async function* diagnoseEws(
  options: EwsOptions,
  totalMs: number = TOTAL_MS,
): AsyncGenerator<ConnectionStep, void> {
  const scene = openScene({ ...options, mailbox: options.mailbox.trim() }, totalMs);
  const endsAt = performance.now() + totalMs;
  try {
    for (const step of CONNECTION_STEPS) {
      const startedAt = performance.now();
      const isOver = startedAt >= endsAt;
      const finding = blocked(step, scene) ?? (isOver ? skipped('out_of_time') : await LOOKS[step](scene));
      if (finding.state === 'failed') scene.failures.add(step);
      yield { step, ...finding, durationMs: Math.round(performance.now() - startedAt) };
    }
  } finally {
    await Promise.all(scene.endings.map((end) => end()));
  }
}

/** Steps beside the others: what fails there says nothing of those that come later. */
const ASIDE: ReadonlySet<ConnectionStepName> = new Set(['contacts', 'calendar', 'clock']);

function blocked(step: ConnectionStepName, { failures }: Scene): Finding | null {
  // The clock is told by any answer, the refusing ones too.
  if (step === 'clock') return null;
  const [earlier] = [...failures].filter((failure) => !ASIDE.has(failure));
  return earlier === undefined ? null : skipped('earlier_failed', { step: earlier });
}
