import { ConnectorError } from '../../../model/index.ts';
import type { ExchangeWriteOutcome } from '../../port.ts';
import { getItem, itemOf } from '../operations/get-item.ts';
import { isUnexplained } from '../soap/bare-fault.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import { fieldPath } from '../wire/paths.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';
import { align } from './align-answers.ts';
import { answersAtAll } from './cause-of-fault.ts';
import { chunksOf } from './chunks-of.ts';
import { isRefusedProperty, refusesProperty } from './refused-property.ts';
import type { SideContext } from './side-context.ts';

const BATCH_SIZE = 50;

export interface Look {
  /** Item id → what the server shows of it; nothing of an item whose property it does not know. */
  readonly items: ReadonlyMap<string, XmlElement>;
  /** Item id → why it cannot be written, since it could not be looked at. */
  readonly outcomes: ReadonlyMap<string, ExchangeWriteOutcome>;
}

const NOTHING_SEEN: Look = { items: new Map(), outcomes: new Map() };

export const EMAIL_ADDRESSES_PATH = fieldPath('contacts:EmailAddresses');
export const BODY_PATH = fieldPath('item:Body');

/** @param body `Best`: a body with formatting as HTML, any other as text */
export function propertiesShape(body: 'Best' | 'Text', paths: readonly Xml[]): Xml {
  return xml`<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:BodyType>${body}</t:BodyType><t:AdditionalProperties>${paths}</t:AdditionalProperties></m:ItemShape>`;
}

/**
 * Looks at items right before they are written, at what must not be lost by the write.
 * @param seen what a look at more than this has shown already; those items are not asked for again
 */
export async function lookAtItems(
  side: SideContext,
  ids: readonly string[],
  itemShape: Xml,
  seen: Look = NOTHING_SEEN,
): Promise<Look> {
  const items = new Map(seen.items);
  const outcomes = new Map(seen.outcomes);
  const lookAt = async (batch: readonly string[]): Promise<void> => {
    try {
      const messages = align(batch, await getItem(side.channel, batch, () => itemShape));
      batch.forEach((id, index) => {
        const look = readLook(id, messages[index]);
        if (look === null) return;
        if ('kind' in look) outcomes.set(id, look);
        else items.set(id, look);
      });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (isRefusedProperty(error)) return;
      // One item that the server cannot show must not keep the others from being written.
      if (batch.length > 1 && mayMeanOneItem(error)) {
        for (const id of batch) await lookAt([id]);
        return;
      }
      for (const id of batch) {
        if (isUnexplained(error) && (await answersAtAll(side, id))) continue;
        outcomes.set(id, error.code === 'ErrorItemNotFound' ? { kind: 'missing' } : { kind: 'failed', error });
      }
    }
  };
  const unseen = ids.filter((id) => !items.has(id) && !outcomes.has(id));
  for (const batch of chunksOf(unseen, BATCH_SIZE)) await lookAt(batch);
  return { items, outcomes };
}

/** @returns `null` for an item whose property the server does not know */
function readLook(id: string, message: ResponseMessage | undefined): XmlElement | ExchangeWriteOutcome | null {
  const item = message === undefined ? undefined : itemOf(message);
  if (message?.code === 'ErrorItemNotFound') return { kind: 'missing' };
  if (message?.class === 'error' && refusesProperty(message.code)) return null;
  if (message?.class === 'error') return { kind: 'failed', error: errorOf(message, id) };
  return item ?? { kind: 'failed', error: answerError('response_incomplete', 'No answer for this item.', id) };
}

function mayMeanOneItem(error: ConnectorError): boolean {
  return isUnexplained(error) || error.code === 'ErrorItemNotFound' || error.disposition === 'quarantine';
}
