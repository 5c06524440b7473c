import { entryIdIn } from '../state/identifiers.ts';
import type { StoredItem } from '../state/item.ts';
import { isList, textOf } from '../state/item.ts';
import type { ReadContext } from './derived.ts';
import { findDerivation } from './derived.ts';
import type { ExtendedPath } from './extended-path.ts';

const APPOINTMENT = '00062002-0000-0000-c000-000000000046';
const ADDRESS = '00062004-0000-0000-c000-000000000046';

/** MAPI properties that the store makes by itself. */
const COMPUTED: Readonly<Record<string, (item: StoredItem, context: ReadContext) => string | undefined>> = {
  'tag:0x300b:Binary': (item) => item.searchKey,
  'tag:0x0fff:Binary': (item, { mailbox }) => entryIdIn(mailbox.itemId(item)).toString('base64'),
  'tag:0x001a:String': (item) => textOf(item, 'ItemClass'),
  'tag:0x0e23:Integer': (item) => String(item.number),
  'tag:0x3007:SystemTime': (item) => item.createdAt,
  'tag:0x3008:SystemTime': (item) => item.modifiedAt,
  [`${APPOINTMENT}:id:33315:Boolean`]: (item) =>
    String(item.values['Recurrence'] !== undefined || item.occurrenceDay !== undefined),
  [`${ADDRESS}:id:32899:String`]: emailText('EmailAddress1'),
  [`${ADDRESS}:id:32915:String`]: emailText('EmailAddress2'),
  [`${ADDRESS}:id:32931:String`]: emailText('EmailAddress3'),
};

function emailText(key: string): (item: StoredItem) => string | undefined {
  return (item) => textOf(item, `EmailAddresses/${key}`);
}

export function extendedValueOf(
  item: StoredItem,
  path: ExtendedPath,
  context: ReadContext,
): string | readonly string[] | undefined {
  const computed = COMPUTED[path.identity];
  if (computed !== undefined) return computed(item, context);
  const stored = item.values[path.key];
  if (typeof stored === 'string') return stored;
  if (stored !== undefined && isList(stored)) return stored;
  const derived = path.key.startsWith('x:') ? undefined : findDerivation(item, path.key)?.(item, context);
  return typeof derived === 'string' ? derived : undefined;
}
