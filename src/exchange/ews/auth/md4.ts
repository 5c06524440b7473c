/**
 * MD4 (RFC 1320). NTLM derives its key with it, and OpenSSL 3 no longer offers it, so it is here. Good for
 * nothing else: MD4 is broken.
 */
export function md4(message: Uint8Array): Uint8Array {
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  const padded = pad(message);
  for (let offset = 0; offset < padded.byteLength; offset += 64) mixBlock(state, padded, offset);

  const digest = new DataView(new ArrayBuffer(16));
  state.forEach((word, index) => digest.setUint32(index * 4, word, true));
  return new Uint8Array(digest.buffer);
}

function pad(message: Uint8Array): DataView {
  const length = (Math.floor((message.byteLength + 8) / 64) + 1) * 64;
  const bytes = new Uint8Array(length);
  bytes.set(message);
  bytes[message.byteLength] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(length - 8, (message.byteLength * 8) >>> 0, true);
  view.setUint32(length - 4, Math.floor(message.byteLength / 0x20000000), true);
  return view;
}

interface Round {
  readonly mix: (x: number, y: number, z: number) => number;
  readonly constant: number;
  readonly order: readonly number[];
  readonly shifts: readonly number[];
}

const ROUNDS: readonly Round[] = [
  {
    mix: (x, y, z) => (x & y) | (~x & z),
    constant: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
  },
  {
    mix: (x, y, z) => (x & y) | (x & z) | (y & z),
    constant: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
  },
  {
    mix: (x, y, z) => x ^ y ^ z,
    constant: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
  },
];

function mixBlock(state: Uint32Array, words: DataView, offset: number): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  for (const round of ROUNDS) {
    round.order.forEach((word, step) => {
      const sum = (a + round.mix(b, c, d) + words.getUint32(offset + word * 4, true) + round.constant) >>> 0;
      const shift = round.shifts[step % 4] ?? 0;
      [a, b, c, d] = [d, ((sum << shift) | (sum >>> (32 - shift))) >>> 0, b, c];
    });
  }
  [a, b, c, d].forEach((word, index) => {
    state[index] = (state[index] ?? 0) + word;
  });
}
