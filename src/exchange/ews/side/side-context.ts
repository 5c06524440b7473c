import type { TimeZoneId } from '../../../model/index.ts';
import type { MappingContext } from '../mapping/property-mapping.ts';
import type { SoapChannel } from '../soap/channel.ts';

export interface EwsSideOptions {
  /** SMTP address of the mailbox, as it was configured. */
  readonly mailbox: string;
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
  /** Turns false for good when the server refuses to tell search keys. */
  searchKeysKnown: boolean;
}

export function mappingContext(side: SideContext): MappingContext {
  return { version: side.channel.version, homeZone: side.homeZone };
}
