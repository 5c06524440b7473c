import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { readAccountName } from './account-name.ts';
import { authenticateMessage, negotiateMessage, readChallenge } from './ntlm-messages.ts';

/** One handshake on one connection: the first message, then the answer to the server's challenge. */
export interface NtlmHandshake {
  /** base64 */
  readonly firstToken: string;
  /** @returns base64, or `null` when the token is no challenge that we understand */
  answer(challengeToken: string): string | null;
}

export function startNtlmHandshake(input: {
  readonly user: string;
  readonly domain: string | null;
  readonly password: string;
  /** Host name as typed, for the service principal name. */
  readonly host: string;
  readonly channelBindings: Uint8Array | null;
}): NtlmHandshake {
  const negotiate = negotiateMessage();
  return {
    firstToken: base64(negotiate),
    answer(challengeToken) {
      const challenge = readChallenge(Buffer.from(challengeToken, 'base64'));
      if (challenge === null) return null;
      const message = authenticateMessage({
        account: readAccountName(input.user, input.domain),
        password: input.password,
        negotiate,
        challenge,
        channelBindings: input.channelBindings,
        targetName: `HTTP/${input.host}`,
        workstation: hostname().slice(0, 15).toUpperCase(),
        clientChallenge: randomBytes(8),
        sessionKey: randomBytes(16),
        clientTimestamp: fileTime(Date.now()),
      });
      return base64(message);
    },
  };
}

const MS_FROM_1601_TO_1970 = 11_644_473_600_000n;

/** Windows counts steps of 100 ns since 1601. */
export function fileTime(unixMs: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(Math.trunc(unixMs)) + MS_FROM_1601_TO_1970) * 10_000n);
  return bytes;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
