import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError, which the parser turns into a sentence */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('0 … 65535');
  return port;
}
