import { ConnectorError } from '../../../model/index.ts';
import type { ExchangeUpdate, ExchangeWriteOutcome } from '../../port.ts';
import { readEmailSlots } from '../mapping/contact/email-slots.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { getItem, itemOf } from '../operations/get-item.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import { fieldPath } from '../wire/paths.ts';
import { xml } from '../xml/write.ts';
import { chunksOf } from './chunks-of.ts';
import type { SideContext } from './side-context.ts';

const BATCH_SIZE = 50;

export interface ForeignEmailSlots {
  /** Item id → slots that are not ours to touch. */
  readonly foreign: ReadonlyMap<string, readonly number[]>;
  /** Item id → why it cannot be written, when its slots cannot be seen. */
  readonly outcomes: ReadonlyMap<string, ExchangeWriteOutcome>;
}

/**
 * Looks, right before e-mail addresses are written, which slots hold entries of the company's address
 * list. Asked each time instead of remembered: a contact may have got such an entry since it was read,
 * and the write that follows must not hit it.
 */
export async function findForeignEmailSlots(
  side: SideContext,
  kind: ItemKind,
  updates: readonly ExchangeUpdate[],
): Promise<ForeignEmailSlots> {
  const foreign = new Map<string, readonly number[]>();
  const outcomes = new Map<string, ExchangeWriteOutcome>();
  const ids = kind.itemType === 'contacts' ? updates.filter(changesEmail).map(({ ref }) => ref.id) : [];
  for (const batch of chunksOf(ids, BATCH_SIZE)) {
    try {
      const messages = await getItem(
        side.channel,
        batch,
        () =>
          xml`<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${fieldPath('contacts:EmailAddresses')}</t:AdditionalProperties></m:ItemShape>`,
      );
      batch.forEach((id, index) => {
        const message = messages.length < batch.length ? undefined : messages[index];
        const item = message === undefined ? undefined : itemOf(message);
        if (message?.code === 'ErrorItemNotFound') outcomes.set(id, { kind: 'missing' });
        else if (message?.class === 'error') outcomes.set(id, { kind: 'failed', error: errorOf(message, id) });
        else if (item !== undefined) foreign.set(id, readEmailSlots(item).foreign);
        else
          outcomes.set(id, {
            kind: 'failed',
            error: answerError('response_incomplete', 'No answer for this item.', id),
          });
      });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      for (const id of batch) outcomes.set(id, { kind: 'failed', error });
    }
  }
  return { foreign, outcomes };
}

function changesEmail({ changes }: ExchangeUpdate): boolean {
  return Object.keys(changes).some((field) => /^email[123]$/.test(field));
}
