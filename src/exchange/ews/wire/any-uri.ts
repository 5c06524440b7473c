const NOT_IN_A_URI = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/gu;
/** Scheme, authority, path and query, fragment. */
const PARTS = /^([A-Za-z][A-Za-z0-9+.-]*:)?(\/\/[^/?#]*)?([^#]*)(#.*)?$/;
const IPV6_HOST = /^\[[0-9A-Fa-f:.]+\](:\d+)?$/;

/**
 * `BusinessHomePage` is an xs:anyURI: a server that validates refuses the whole request for one space.
 * What people type there (`www.example.com/our shop`) is kept readable and only percent-encoded where it must be.
 * @returns `null` when no URI can be made of it
 */
export function anyUri(text: string): string | null {
  const [, scheme = '', authority = '', path = '', fragment = ''] = PARTS.exec(encode(text, NOT_IN_A_URI)) ?? [];
  const uri = [
    scheme,
    authority === '' ? '' : `//${validAuthority(authority.slice(2))}`,
    encode(scheme === '' && authority === '' ? withoutColonInFirstSegment(path) : path, /[[\]]/g),
    fragment === '' ? '' : `#${encode(fragment.slice(1), /[#[\]]/g)}`,
  ].join('');
  return uri === '' ? null : uri;
}

/** Brackets belong to IPv6 hosts, and a colon stands before a password or a port. */
function validAuthority(authority: string): string {
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : `${encode(authority.slice(0, at), /[@[\]]/g)}@`;
  const host = authority.slice(at + 1);
  if (IPV6_HOST.test(host)) return user + host;
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  return user + encode(host.slice(0, host.length - port.length), /[:[\]]/g) + port;
}

/** `1:b` would begin with a scheme, and `1` is none. */
function withoutColonInFirstSegment(path: string): string {
  return path.replace(/^[^/?]*/, (segment) => encode(segment, /:/g));
}

function encode(text: string, what: RegExp): string {
  return text.replace(what, (character) =>
    Array.from(Buffer.from(character, 'utf8'), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
      '',
    ),
  );
}
