const NOT_IN_A_URI = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/gu;

/**
 * `BusinessHomePage` is an xs:anyURI: a server that validates refuses the whole request for one space.
 * What people type there (`www.example.com/our shop`) is kept readable and only percent-encoded where it must be.
 * @returns `null` when no URI can be made of it
 */
export function anyUri(text: string): string | null {
  const encoded = text.replace(NOT_IN_A_URI, (character) =>
    Array.from(Buffer.from(character, 'utf8'), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
      '',
    ),
  );
  const [, scheme, rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*:)?(.*)$/.exec(encoded) ?? [];
  // Brackets belong to IPv6 hosts, a second # to nothing.
  const tail = rest
    .replace(/[[\]]/g, (bracket) => (bracket === '[' ? '%5B' : '%5D'))
    .replace(/(#.*)$/, (fragment) => `#${fragment.slice(1).replaceAll('#', '%23')}`);
  const uri = `${scheme ?? ''}${tail}`;
  return uri === '' ? null : uri;
}
