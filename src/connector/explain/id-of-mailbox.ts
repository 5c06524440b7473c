import type { ExchangeSide } from '../../exchange/port.ts';
import { ConnectorError } from '../../model/index.ts';

/** Hexadecimal digits or base64, also as addresses write it. The ids of items have ninety characters and more. */
const ID = /^[\w+/=%-]{40,}$/;

/** Whether a text can be an id as Outlook or another program shows it, so that a server may be asked about it. */
export function mayBeId(text: string): boolean {
  return ID.test(text);
}

/**
 * The id by which a mailbox calls the item, for a text that it was not found by.
 * @returns `null` where it is no id, where the mailbox cannot say, and where it is the same text again
 */
export async function idOfMailbox({ translateId }: ExchangeSide, text: string): Promise<string | null> {
  try {
    const id = (await translateId?.(text)) ?? null;
    return id === text ? null : id;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    // A mailbox that does not answer is told by who reads it.
    return null;
  }
}
