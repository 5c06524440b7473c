import { isIP } from 'node:net';
import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError, which the parser turns into a sentence */
export function parseIpAddress(text: string): string {
  const address = text.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) === 0) throw new InvalidArgumentError('10.0.0.5, fd00::5 …');
  return address;
}
