import type { ItemType, TimeZoneId } from '../../../model/index.ts';
import type { MappingContext } from '../mapping/property-mapping.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { DistinguishedFolder, FolderRef } from '../wire/folder-ref.ts';
import type { BatchSize } from './batch-size.ts';

export interface EwsSideOptions {
  /** SMTP address of the mailbox, as it was configured. */
  readonly mailbox: string;
  /** `own`: the account opens its own mailbox, which has to be this one. */
  readonly access?: 'own' | 'impersonation' | 'delegateFolders';
  /** Whom to act as is said by another name than the address of the mailbox. */
  readonly impersonatesByOtherName?: boolean;
  /**
   * The zone in which the mailbox's owner lives. All-day appointments are made in it, and it is preferred
   * where a Windows zone stands for several. Without it all-day appointments are made in UTC.
   */
  readonly homeZone?: TimeZoneId | null;
}

/** What the calls of one side share. */
export interface SideContext {
  readonly channel: SoapChannel;
  /** Items in one GetItem, and in one request that writes. */
  readonly batches: { readonly reading: BatchSize; readonly writing: BatchSize };
  readonly mailbox: string;
  /** Address that every named folder carries, where the account works in folders shared with it; else `null`. */
  readonly owner: string | null;
  readonly homeZone: TimeZoneId | null;
  readonly learnt: LearntOfServer;
}

/** What one side finds out about its server and mailbox, for all calls that follow. */
export interface LearntOfServer {
  /** Turns true when it is certain, or cannot be asked, that the mailbox that opens is the one that is named. */
  isNamedMailbox: boolean;
  /** Turns false for good when the server refuses to tell search keys. */
  searchKeysKnown: boolean;
  /** Folders that this server knows by their ids only; see `inFolder`. */
  readonly folderIds: Map<DistinguishedFolder, FolderRef>;
  /** Markup of the property paths that the server refuses → the code that it refused them with. */
  readonly refusedPaths: Map<string, string>;
  /** The same for properties that it tells and does not let us write. */
  readonly unwritablePaths: Map<string, string>;
  /** Item types of which it has answered a question with all properties. */
  readonly answersInFull: Set<ItemType>;
  /** Ids of the zones that the server has, lower case; `null` until it matters. */
  serverZones: ReadonlySet<string> | null;
  /**
   * How the server searches by our restrictions: `refused` for good, `proved` when it has found what was certainly
   * there. One that finds nothing may not have understood the question.
   */
  searches: 'untried' | 'proved' | 'refused';
}

export function nothingLearnt(isNamedMailbox: boolean): LearntOfServer {
  return {
    isNamedMailbox,
    searchKeysKnown: true,
    folderIds: new Map(),
    refusedPaths: new Map(),
    unwritablePaths: new Map(),
    answersInFull: new Set(),
    serverZones: null,
    searches: 'untried',
  };
}

export function mappingContext(side: SideContext): MappingContext {
  return { version: side.channel.version, homeZone: side.homeZone, refusedPaths: side.learnt.refusedPaths };
}

/** Without what the server does not let us write. */
export function writingContext(side: SideContext): MappingContext {
  const { refusedPaths, unwritablePaths } = side.learnt;
  const paths = unwritablePaths.size === 0 ? refusedPaths : new Map([...refusedPaths, ...unwritablePaths]);
  return { ...mappingContext(side), refusedPaths: paths };
}

/**
 * A call that writes: all its requests, the looks before it too, end within one deadline. A run renews its lease
 * between calls only, and nothing of ours may reach the mailbox when the lease is over.
 */
export function writingCall<T>(side: SideContext, work: (side: SideContext) => Promise<T>): Promise<T> {
  return side.channel.withinOneDeadline((channel) => work({ ...side, channel }));
}
