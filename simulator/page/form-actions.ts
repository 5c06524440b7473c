import type { SimulatedMailbox } from '../person/simulated-mailbox.ts';
import type { ItemKind } from '../state/item.ts';
import { formChanges } from './form-fields.ts';
import { mailboxPath } from './home-page.ts';

/** @returns where the browser goes next */
export function createFromForm(mailbox: SimulatedMailbox, kind: ItemKind, form: URLSearchParams): string {
  const item = mailbox.add(kind === 'Contact' ? 'contacts' : 'calendar', kind, formChanges(kind, form, null));
  return itemPath(mailbox, item.id);
}

/** @returns where the browser goes next, `undefined` when the item is gone */
export function changeFromForm(mailbox: SimulatedMailbox, id: string, form: URLSearchParams): string | undefined {
  const item = mailbox.findItem(id);
  if (item === undefined) return undefined;
  const target = form.get('target') ?? 'deleteditems';
  const folder = `${mailboxPath(mailbox.smtp)}?folder=${encodeURIComponent(item.folder)}`;
  switch (form.get('action')) {
    case 'move':
      return itemPath(mailbox, mailbox.move(id, target).id);
    case 'copy':
      return itemPath(mailbox, mailbox.copy(id, target).id);
    case 'delete':
      mailbox.delete(id, 'MoveToDeletedItems');
      return folder;
    case 'hardDelete':
      mailbox.delete(id, 'HardDelete');
      return folder;
    default:
      mailbox.change(id, formChanges(item.kind, form, item));
      return itemPath(mailbox, id);
  }
}

function itemPath(mailbox: SimulatedMailbox, id: string): string {
  return `${mailboxPath(mailbox.smtp)}/items/${encodeURIComponent(id)}`;
}
