import type { Fields, ItemType } from '../../model/index.ts';
import type { CrmSide } from '../port.ts';

/**
 * What the contract suite needs beside the port: the hands of people who work in the CRM itself, with its own
 * means. Every adapter brings one; a CRM that has no sharing or no participants leaves those out and the
 * suite leaves out what needs them.
 */
export interface CrmWorld {
  /** Two different active users, the same ones through the whole suite. */
  readonly anna: CrmSide;
  readonly bruno: CrmSide;
  /** Makes a record of `owner` that no synchronisation made. @returns its id */
  make(itemType: ItemType, owner: CrmSide, fields: Fields): Promise<string>;
  edit(itemType: ItemType, id: string, changes: Fields): Promise<void>;
  remove(itemType: ItemType, id: string): Promise<void>;
  /** Gives a contact to another owner. */
  reassign(id: string, to: CrmSide): Promise<void>;
  share?(id: string, shared: boolean): Promise<void>;
  /** Lets `guest` take part in an appointment. */
  invite?(id: string, guest: CrmSide): Promise<void>;
  close(): Promise<void>;
}
