import { ConnectorError } from '../../../../model/index.ts';
import type { FolderRights, ToldRights } from '../../operations/get-folder-rights.ts';
import { getFolderRights } from '../../operations/get-folder-rights.ts';
import type { SoapChannel } from '../../soap/index.ts';
import type { DistinguishedFolder } from '../../wire/folder-ref.ts';
import { distinguished } from '../../wire/folder-ref.ts';

const FOLDERS = [
  'msgfolderroot',
  'contacts',
  'calendar',
  'deleteditems',
] as const satisfies readonly DistinguishedFolder[];

/** What an account may do in the folders of somebody else. */
export type SharedRights = Readonly<Record<(typeof FOLDERS)[number], ToldRights>>;

/** @returns `null` where the server does not tell rights */
export async function readSharedRights(channel: SoapChannel, mailbox: string): Promise<SharedRights | null> {
  const told = (await ask(channel, mailbox, true)) ?? (await ask(channel, mailbox, false));
  const [root, contacts, calendar, deleted] = told ?? [];
  if (root === undefined || contacts === undefined || calendar === undefined || deleted === undefined) return null;
  return { msgfolderroot: root, contacts, calendar, deleteditems: deleted };
}

/** @returns `null` when the question is refused, as by servers that do not know a property */
async function ask(
  channel: SoapChannel,
  mailbox: string,
  withContents: boolean,
): Promise<readonly ToldRights[] | null> {
  const folders = FOLDERS.map((name) => distinguished(name, mailbox));
  try {
    const told = await getFolderRights(channel, folders, withContents);
    return told.some(({ kind }) => kind === 'told') ? told : null;
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}

export function rightsOn(rights: SharedRights | null, folder: keyof SharedRights): FolderRights | null {
  const told = rights?.[folder];
  return told?.kind === 'told' ? told.rights : null;
}
