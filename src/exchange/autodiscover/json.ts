import { ownError } from '../ews/errors/index.ts';
import type { AutodiscoverAnswer } from './answer.ts';

/** Autodiscover V2, Exchange 2016 and later: tells the address of EWS to anybody who asks. */
export const JSON_PATH = '/autodiscover/autodiscover.json';

export function jsonQuery(address: string): string {
  return `?${new URLSearchParams({ Email: address, Protocol: 'Ews', RedirectCount: '1' }).toString()}`;
}

/** @throws ConnectorError `autodiscover_unreadable` */
export function readJsonAnswer(text: string, host: string): AutodiscoverAnswer {
  const content = parsed(text);
  const { Url: url, ErrorCode: errorCode } = content;
  if (typeof url === 'string') return { kind: 'settings', urls: { external: [url], internal: [] } };
  if (errorCode === 'UserNotFound' || errorCode === 'MailboxNotFound') return { kind: 'addressUnknown' };
  throw ownError('autodiscover_unreadable', 'What answers does not speak Autodiscover.', { details: { host } });
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
