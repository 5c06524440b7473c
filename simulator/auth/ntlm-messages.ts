const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');

export const NTLM_FLAGS = {
  unicode: 0x1,
  requestTarget: 0x4,
  ntlm: 0x200,
  alwaysSign: 0x8000,
  targetTypeDomain: 0x1_0000,
  extendedSessionSecurity: 0x8_0000,
  targetInfo: 0x80_0000,
  version: 0x200_0000,
  key128: 0x2000_0000,
  keyExchange: 0x4000_0000,
} as const;

export const AV_IDS = { end: 0, computer: 1, domain: 2, dnsComputer: 3, dnsDomain: 4, flags: 6, timestamp: 7 } as const;

/** Message 3: what the client proves. */
export interface AuthenticateMessage {
  readonly user: string;
  readonly domain: string;
  readonly ntResponse: Buffer;
  readonly encryptedSessionKey: Buffer;
  readonly flags: number;
}

/** @returns 1 or 3, `undefined` for what is no NTLM message from a client */
export function ntlmMessageType(token: Buffer): 1 | 3 | undefined {
  if (token.length < 12 || !token.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const type = token.readUInt32LE(8);
  return type === 1 || type === 3 ? type : undefined;
}

/** Message 2. Key exchange is offered when the client asked for it. */
export function challengeMessage(serverChallenge: Buffer, negotiate: Buffer, domain: string): Buffer {
  const asked = negotiate.length >= 16 ? negotiate.readUInt32LE(12) : 0;
  const f = NTLM_FLAGS;
  const flags =
    f.unicode |
    f.requestTarget |
    f.ntlm |
    f.alwaysSign |
    f.targetTypeDomain |
    f.extendedSessionSecurity |
    f.targetInfo |
    f.version |
    f.key128 |
    (asked & f.keyExchange);
  const target = Buffer.from(domain, 'utf16le');
  const info = targetInfo(domain);
  const header = Buffer.alloc(56);
  SIGNATURE.copy(header);
  header.writeUInt32LE(2, 8);
  writeField(header, 12, target.length, header.length);
  header.writeUInt32LE(flags >>> 0, 20);
  serverChallenge.copy(header, 24);
  writeField(header, 40, info.length, header.length + target.length);
  // Version of Windows Server 2016, NTLM revision 15.
  Buffer.from([10, 0, 0x39, 0x38, 0, 0, 0, 15]).copy(header, 48);
  return Buffer.concat([header, target, info]);
}

function targetInfo(domain: string): Buffer {
  const dns = `${domain.toLowerCase()}.example`;
  const text = (id: number, value: string) => avPair(id, Buffer.from(value, 'utf16le'));
  const filetime = Buffer.alloc(8);
  filetime.writeBigUInt64LE((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n);
  return Buffer.concat([
    text(AV_IDS.domain, domain),
    text(AV_IDS.computer, 'EXCHANGE'),
    text(AV_IDS.dnsDomain, dns),
    text(AV_IDS.dnsComputer, `exchange.${dns}`),
    avPair(AV_IDS.timestamp, filetime),
    avPair(AV_IDS.end, Buffer.alloc(0)),
  ]);
}

function avPair(id: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16LE(id, 0);
  header.writeUInt16LE(value.length, 2);
  return Buffer.concat([header, value]);
}

/** @returns the value of that pair, `undefined` when it is not there */
export function findAvPair(pairs: Buffer, id: number): Buffer | undefined {
  let offset = 0;
  while (offset + 4 <= pairs.length) {
    const length = pairs.readUInt16LE(offset + 2);
    const found = pairs.readUInt16LE(offset);
    if (found === id) return pairs.subarray(offset + 4, offset + 4 + length);
    if (found === AV_IDS.end) return undefined;
    offset += 4 + length;
  }
  return undefined;
}

/** @returns `undefined` when the message is damaged */
export function parseAuthenticate(token: Buffer): AuthenticateMessage | undefined {
  if (token.length < 64) return undefined;
  const flags = token.readUInt32LE(60);
  const field = (at: number): Buffer => {
    const offset = token.readUInt32LE(at + 4);
    return token.subarray(offset, offset + token.readUInt16LE(at));
  };
  const text = (at: number) => field(at).toString((flags & NTLM_FLAGS.unicode) !== 0 ? 'utf16le' : 'latin1');
  return { user: text(36), domain: text(28), ntResponse: field(20), encryptedSessionKey: field(52), flags };
}

function writeField(buffer: Buffer, at: number, length: number, offset: number): void {
  buffer.writeUInt16LE(length, at);
  buffer.writeUInt16LE(length, at + 2);
  buffer.writeUInt32LE(offset, at + 4);
}
