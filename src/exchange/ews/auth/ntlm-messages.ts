import type { AccountName } from './account-name.ts';
import { hmacMd5, ntlmResponses, responseKey, utf16 } from './ntlm-keys.ts';
import type { TargetInfo } from './ntlm-target-info.ts';
import { answerTargetInfo, readTargetInfo } from './ntlm-target-info.ts';
import { rc4 } from './rc4.ts';

/** Flags of [MS-NLMP] 2.2.2.5 that we ask for. Without SIGN the newest servers ignore KEY_EXCH. */
const UNICODE = 0x1;
const REQUEST_TARGET = 0x4;
const SIGN = 0x10;
const NTLM = 0x200;
const ALWAYS_SIGN = 0x8000;
const EXTENDED_SESSION_SECURITY = 0x80000;
const TARGET_INFO = 0x800000;
const VERSION = 0x2000000;
const KEY_128 = 0x20000000;
const KEY_EXCHANGE = 0x40000000;
const KEY_56 = 0x80000000;
const OURS =
  UNICODE |
  REQUEST_TARGET |
  SIGN |
  NTLM |
  ALWAYS_SIGN |
  EXTENDED_SESSION_SECURITY |
  TARGET_INFO |
  VERSION |
  KEY_128 |
  KEY_EXCHANGE |
  KEY_56;

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** Windows 10.0, NTLM revision 15. Any value will do; some appliances refuse none. */
const PRODUCT_VERSION = Buffer.from([10, 0, 0, 0, 0, 0, 0, 15]);
const MIC_OFFSET = 72;
const HEADER_LENGTH = 88;

/** NEGOTIATE_MESSAGE. Names neither domain nor machine: they would travel before the server is known. */
export function negotiateMessage(): Uint8Array {
  const message = Buffer.alloc(40);
  SIGNATURE.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE((OURS & ~TARGET_INFO) >>> 0, 12);
  message.writeUInt32LE(40, 20);
  message.writeUInt32LE(40, 28);
  PRODUCT_VERSION.copy(message, 32);
  return message;
}

export interface Challenge {
  readonly message: Uint8Array;
  readonly flags: number;
  readonly serverChallenge: Uint8Array;
  readonly targetInfo: TargetInfo;
}

/** Reads a CHALLENGE_MESSAGE. @returns `null` for what is none, or speaks no Unicode */
export function readChallenge(message: Uint8Array): Challenge | null {
  const bytes = Buffer.from(message);
  if (bytes.byteLength < 32 || !bytes.subarray(0, 8).equals(SIGNATURE) || bytes.readUInt32LE(8) !== 2) return null;
  const flags = bytes.readUInt32LE(20);
  if ((flags & UNICODE) === 0) return null;

  let targetInfo: TargetInfo | null = { pairs: [], timestamp: null };
  if (bytes.byteLength >= 48 && (flags & TARGET_INFO) !== 0) {
    const length = bytes.readUInt16LE(40);
    const offset = bytes.readUInt32LE(44);
    if (offset + length > bytes.byteLength) return null;
    targetInfo = readTargetInfo(bytes.subarray(offset, offset + length));
  }
  return targetInfo && { message, flags, serverChallenge: bytes.subarray(24, 32), targetInfo };
}

export interface AuthenticateInput {
  readonly account: AccountName;
  readonly password: string;
  readonly negotiate: Uint8Array;
  readonly challenge: Challenge;
  /** Hash of the channel bindings; `null` over plain HTTP. */
  readonly channelBindings: Uint8Array | null;
  /** Service principal name, `HTTP/mail.example.org`. */
  readonly targetName: string;
  readonly workstation: string;
  /** 8 random bytes. */
  readonly clientChallenge: Uint8Array;
  /** 16 random bytes. */
  readonly sessionKey: Uint8Array;
  /** For servers that do not tell the time; Windows file time, 8 bytes little endian. */
  readonly clientTimestamp: Uint8Array;
}

/** AUTHENTICATE_MESSAGE with NTLMv2 responses, wrapped session key and, where the server tells the time, a MIC. */
export function authenticateMessage(input: AuthenticateInput): Uint8Array {
  const { account, challenge } = input;
  const withMic = challenge.targetInfo.timestamp !== null;
  const responses = ntlmResponses({
    responseKey: responseKey(account.user, account.domain, input.password),
    serverChallenge: challenge.serverChallenge,
    clientChallenge: input.clientChallenge,
    timestamp: challenge.targetInfo.timestamp ?? input.clientTimestamp,
    targetInfo: answerTargetInfo(challenge.targetInfo, { ...input, withMic }),
  });

  const flags = (challenge.flags & OURS) >>> 0;
  const exchangesKey = (flags & KEY_EXCHANGE) !== 0 && (flags & SIGN) !== 0;
  const exportedKey = exchangesKey ? input.sessionKey : responses.sessionBaseKey;
  const message = layOut(flags, [
    // With a MIC the old response would only be an oracle, so it is blanked ([MS-NLMP] 3.1.5.1.2).
    withMic ? new Uint8Array(24) : responses.lmResponse,
    responses.ntResponse,
    utf16(account.domain),
    utf16(account.user),
    utf16(input.workstation),
    exchangesKey ? rc4(responses.sessionBaseKey, input.sessionKey) : new Uint8Array(),
  ]);
  if (withMic) {
    const covered = Buffer.concat([input.negotiate, challenge.message, message]);
    message.set(hmacMd5(exportedKey, covered), MIC_OFFSET);
  }
  return message;
}

/** Puts the six fields behind the fixed part; the MIC stays zero until all else is known. */
function layOut(flags: number, fields: readonly Uint8Array[]): Uint8Array {
  const header = Buffer.alloc(HEADER_LENGTH);
  SIGNATURE.copy(header);
  header.writeUInt32LE(3, 8);
  let offset = HEADER_LENGTH;
  fields.forEach((field, index) => {
    header.writeUInt16LE(field.byteLength, 12 + index * 8);
    header.writeUInt16LE(field.byteLength, 14 + index * 8);
    header.writeUInt32LE(offset, 16 + index * 8);
    offset += field.byteLength;
  });
  header.writeUInt32LE(flags, 60);
  PRODUCT_VERSION.copy(header, 64);
  return Buffer.concat([header, ...fields]);
}
