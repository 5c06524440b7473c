/** So many bytes hold any XML declaration. */
const LONGEST_DECLARATION = 256;
/** A byte order mark, blanks, and what may still become an XML declaration; in UTF-16 with zeros in between. */
const UNDECIDED = /^[\u00ef\u00bb\u00bf\u00fe\u00ff\0\s]*(?:<\0?(?:\?[^>]*)?)?$/;

const DECLARED = /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/;

/** Whether more bytes can no longer change the answer of `encodingOf`. */
export function isEncodingShown(firstBytes: Uint8Array): boolean {
  return firstBytes.byteLength >= LONGEST_DECLARATION || !UNDECIDED.test(headOf(firstBytes));
}

/**
 * The encoding of a document, for `TextDecoder`. Byte order mark and the shape of the first bytes cannot lie;
 * then comes the label of the HTTP answer, then the declaration inside, then UTF-8.
 * @param charset label from `Content-Type`
 */
export function encodingOf(firstBytes: Uint8Array, charset: string | undefined): string {
  const [a, b] = firstBytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  if (a === 0xef && b === 0xbb) return 'utf-8';
  const declared = DECLARED.exec(headOf(firstBytes))?.[1];
  return byteEncoding(charset) ?? byteEncoding(declared) ?? 'utf-8';
}

/**
 * @returns `null` for a label that is unknown, a server's slip of the pen, or that the first bytes belie: UTF-16
 * would have shown. ASCII means "nothing else yet" and is read as what it is part of.
 */
function byteEncoding(label: string | undefined): string | null {
  if (label === undefined || /^(us-)?ascii$/i.test(label)) return null;
  try {
    const { encoding } = new TextDecoder(label);
    return encoding.startsWith('utf-16') ? null : encoding;
  } catch {
    return null;
  }
}

function headOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, Math.min(byteLength, LONGEST_DECLARATION)).toString('latin1');
}
