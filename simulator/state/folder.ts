/** A folder of a mailbox. Its id never changes. */
export interface Folder {
  readonly number: number;
  /** `null` only for the root. */
  readonly parent: number | null;
  /** `contacts`, `deleteditems`; `null` for a folder that a person made. */
  readonly distinguished: string | null;
  readonly displayName: string;
  readonly folderClass: string;
  /** Sequence number of the last change of the folder itself. */
  readonly saved: number;
  /** PR_LOCAL_COMMIT_TIME_MAX: ISO instant of the last change of its contents. */
  readonly contentChangedAt: string;
  /** PR_DELETED_COUNT_TOTAL: items that ever left the folder. */
  readonly deletedTotal: number;
}

type Seed = readonly [distinguished: string, displayName: string, folderClass: string, parent: string | null];

/** What Exchange makes for a new mailbox. The order gives the folder numbers, which are part of all ids. */
export const DEFAULT_FOLDERS: readonly Seed[] = [
  ['root', '', 'IPF', null],
  ['msgfolderroot', 'Top of Information Store', 'IPF.Note', 'root'],
  ['calendar', 'Calendar', 'IPF.Appointment', 'msgfolderroot'],
  ['contacts', 'Contacts', 'IPF.Contact', 'msgfolderroot'],
  ['deleteditems', 'Deleted Items', 'IPF.Note', 'msgfolderroot'],
  ['inbox', 'Inbox', 'IPF.Note', 'msgfolderroot'],
  ['drafts', 'Drafts', 'IPF.Note', 'msgfolderroot'],
  ['outbox', 'Outbox', 'IPF.Note', 'msgfolderroot'],
  ['sentitems', 'Sent Items', 'IPF.Note', 'msgfolderroot'],
  ['junkemail', 'Junk Email', 'IPF.Note', 'msgfolderroot'],
  ['tasks', 'Tasks', 'IPF.Task', 'msgfolderroot'],
  ['notes', 'Notes', 'IPF.StickyNote', 'msgfolderroot'],
  ['journal', 'Journal', 'IPF.Journal', 'msgfolderroot'],
  ['searchfolders', 'Finder', 'IPF', 'root'],
  ['recoverableitemsroot', 'Recoverable Items', 'IPF', 'root'],
  ['recoverableitemsdeletions', 'Deletions', 'IPF', 'recoverableitemsroot'],
  ['recoverableitemsversions', 'Versions', 'IPF', 'recoverableitemsroot'],
  ['recoverableitemspurges', 'Purges', 'IPF', 'recoverableitemsroot'],
];
