import { utf16 } from './ntlm-keys.ts';

/** Ids of the attribute-value pairs of [MS-NLMP] 2.2.2.1 that we read or add. */
const END = 0;
const FLAGS = 6;
const FLAG_BYTES = 4;
const TIMESTAMP = 7;
const TARGET_NAME = 9;
const CHANNEL_BINDINGS = 10;

const MIC_PROVIDED = 2;

interface Pair {
  readonly id: number;
  readonly value: Uint8Array;
}

export interface TargetInfo {
  readonly pairs: readonly Pair[];
  /** The server's clock. Where it tells the time it also expects a MIC. */
  readonly timestamp: Uint8Array | null;
}

/** @returns `null` for pairs that do not add up */
export function readTargetInfo(bytes: Uint8Array): TargetInfo | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pairs: Pair[] = [];
  for (let offset = 0; offset < bytes.byteLength; ) {
    if (offset + 4 > bytes.byteLength) return null;
    const id = view.getUint16(offset, true);
    const length = view.getUint16(offset + 2, true);
    if (id === END) break;
    if (offset + 4 + length > bytes.byteLength || (id === FLAGS && length !== FLAG_BYTES)) return null;
    pairs.push({ id, value: bytes.subarray(offset + 4, offset + 4 + length) });
    offset += 4 + length;
  }
  return {
    pairs,
    timestamp: pairs.find((pair) => pair.id === TIMESTAMP && pair.value.byteLength === 8)?.value ?? null,
  };
}

/**
 * The server's pairs with ours: that a MIC follows, the hash that binds to the TLS channel (zeros where
 * there is none), and the service that we meant to reach.
 */
export function answerTargetInfo(
  server: TargetInfo,
  ours: { readonly withMic: boolean; readonly channelBindings: Uint8Array | null; readonly targetName: string },
): Uint8Array {
  const flags = server.pairs.find((pair) => pair.id === FLAGS);
  const kept = server.pairs.filter((pair) => ![FLAGS, TARGET_NAME, CHANNEL_BINDINGS].includes(pair.id));
  const flagBits = flags === undefined ? 0 : Buffer.from(flags.value).readUInt32LE(0);
  const flagBytes = Buffer.alloc(FLAG_BYTES);
  flagBytes.writeUInt32LE((ours.withMic ? flagBits | MIC_PROVIDED : flagBits) >>> 0);
  return writePairs([
    ...kept,
    ...(ours.withMic || flags !== undefined ? [{ id: FLAGS, value: flagBytes }] : []),
    { id: CHANNEL_BINDINGS, value: ours.channelBindings ?? new Uint8Array(16) },
    { id: TARGET_NAME, value: utf16(ours.targetName) },
  ]);
}

function writePairs(pairs: readonly Pair[]): Uint8Array {
  return Buffer.concat(
    [...pairs, { id: END, value: new Uint8Array() }].map((pair) => {
      const head = Buffer.alloc(4);
      head.writeUInt16LE(pair.id, 0);
      head.writeUInt16LE(pair.value.byteLength, 2);
      return Buffer.concat([head, pair.value]);
    }),
  );
}
