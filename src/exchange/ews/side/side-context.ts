import type { TimeZoneId } from '../../../model/index.ts';
import type { MappingContext } from '../mapping/property-mapping.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { DistinguishedFolder, FolderRef } from '../wire/folder-ref.ts';

export interface EwsSideOptions {
  /** SMTP address of the mailbox, as it was configured. */
  readonly mailbox: string;
  /** `own`: the account opens its own mailbox, which has to be this one. */
  readonly access?: 'own' | 'impersonation';
  /**
   * The zone in which the mailbox's owner lives. All-day appointments are made in it, and it is preferred
   * where a Windows zone stands for several. Without it all-day appointments are made in UTC.
   */
  readonly homeZone?: TimeZoneId | null;
}

/** What the calls of one side share. */
export interface SideContext {
  readonly channel: SoapChannel;
  readonly mailbox: string;
  readonly homeZone: TimeZoneId | null;
  /** Turns true when it is certain, or cannot be asked, that the mailbox that opens is the one that is named. */
  isNamedMailbox: boolean;
  /** Turns false for good when the server refuses to tell search keys. */
  searchKeysKnown: boolean;
  /** Folders that this server knows by their ids only; see `inFolder`. */
  readonly folderIds: Map<DistinguishedFolder, FolderRef>;
  /** Markup of the property paths that the server refuses → the code that it refused them with. */
  readonly refusedPaths: Map<string, string>;
  /** Turns false for good when the server refuses to search by our restrictions. */
  searches: boolean;
}

export function mappingContext(side: SideContext): MappingContext {
  return { version: side.channel.version, homeZone: side.homeZone, refusedPaths: side.refusedPaths };
}
