import type { ExchangeWriteOutcome } from '../../port.ts';
import type { MailTo } from '../wire/mail-to.ts';
import type { SideContext } from './side-context.ts';

/**
 * Writes that mail attendees and writes that mail nobody never share a request: a request says it for all of its items.
 * @returns outcomes in the order of `items`
 */
export async function apartByMail<T extends { readonly notifies?: true }>(
  { owner }: Pick<SideContext, 'owner'>,
  items: readonly T[],
  write: (alike: readonly T[], mailTo: MailTo) => Promise<readonly ExchangeWriteOutcome[]>,
): Promise<readonly ExchangeWriteOutcome[]> {
  if (!items.some(isLoud)) return write(items, 'nobody');
  const loud = await write(items.filter(isLoud), owner === null ? 'attendees' : 'attendeesWithoutCopy');
  const others = items.filter((item) => !isLoud(item));
  const quiet = others.length === 0 ? [] : await write(others, 'nobody');
  const [left, leftQuiet] = [[...loud], [...quiet]];
  return items.flatMap((item) => (isLoud(item) ? left : leftQuiet).shift() ?? []);
}

function isLoud({ notifies }: { readonly notifies?: true }): boolean {
  return notifies === true;
}
