/** RC4, which NTLM uses to wrap one random session key. Absent from OpenSSL 3, like MD4. */
export function rc4(key: Uint8Array, message: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number) => state[index & 0xff] ?? 0;
  const swap = (i: number, j: number) => {
    [state[i], state[j]] = [at(j), at(i)];
  };

  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + at(i) + (key[i % key.byteLength] ?? 0)) & 0xff;
    swap(i, j);
  }

  let i = 0;
  let j = 0;
  return message.map((byte) => {
    i = (i + 1) & 0xff;
    j = (j + at(i)) & 0xff;
    swap(i, j);
    return byte ^ at(at(i) + at(j));
  });
}
