import type { Finding } from '../finding.ts';
import { failed, ok, skipped, warning } from '../finding.ts';
import { setClock } from '../remedies/of-mailbox.ts';
import type { Scene } from '../scene.ts';

const NOTICEABLE_SECONDS = 60;
/** What Kerberos forgives by default; above it sign-in suffers, and so does every comparison of times. */
const FORGIVEN_SECONDS = 300;

export async function lookAtClock(scene: Scene): Promise<Finding> {
  const [earlier] = scene.failures;
  const seconds = clockDifference(scene);
  if (seconds === null)
    return scene.answers.length === 0 && earlier !== undefined
      ? skipped('earlier_failed', { step: earlier })
      : skipped('clock_not_told');
  const size = Math.abs(seconds);
  const details = { seconds: size, serverIsAhead: seconds > 0 };
  if (size > FORGIVEN_SECONDS) return failed('clock_far_off', details, [setClock]);
  return size > NOTICEABLE_SECONDS ? warning('clock_off', details, [setClock]) : ok('clock_in_step', details);
}

export function isFarOff(scene: Scene): boolean {
  return Math.abs(clockDifference(scene) ?? 0) > FORGIVEN_SECONDS;
}

/**
 * By how much the server's clock is ahead of ours, whole seconds. The quickest answer tells it best. `Date` names
 * the second in which the answer was made, so its middle is meant.
 */
function clockDifference({ answers }: Scene): number | null {
  let best: { readonly roundTripMs: number; readonly differenceMs: number } | null = null;
  for (const { sentAt, receivedAt, header } of answers) {
    const serverMs = Date.parse(header('date') ?? '') + 500;
    const roundTripMs = receivedAt - sentAt;
    if (Number.isNaN(serverMs) || (best !== null && roundTripMs >= best.roundTripMs)) continue;
    best = { roundTripMs, differenceMs: serverMs - (sentAt + receivedAt) / 2 };
  }
  return best === null ? null : Math.round(best.differenceMs / 1000) || 0;
}
