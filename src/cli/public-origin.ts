import { InvalidArgumentError } from 'commander';

const EXAMPLE = 'https://HOST[:PORT]';

/**
 * The address under which people open the page, as an origin: browsers name it so in their requests.
 * @throws InvalidArgumentError, which the parser turns into a sentence
 */
export function parsePublicOrigin(text: string): string {
  if (!URL.canParse(text)) throw new InvalidArgumentError(EXAMPLE);
  const { protocol, username, pathname, search, hash, origin } = new URL(text);
  const isOrigin = username === '' && pathname === '/' && search === '' && hash === '';
  // The page and its addresses begin at the root; below a path it would not find itself.
  if (!isOrigin || !['https:', 'http:'].includes(protocol)) throw new InvalidArgumentError(EXAMPLE);
  return origin;
}
