export type { AuthScheme } from './auth/authenticator.ts';
export type {
  Autodiscover,
  AutodiscoverProtocol,
  AutodiscoverReply,
  AutodiscoverRule,
} from './autodiscover/autodiscover.ts';
export type { Fault, FaultInjector, FaultRule } from './faults/fault.ts';
export type { ItemFieldChanges, ItemFields } from './person/fields.ts';
export type { ItemView } from './person/item-view.ts';
export type { FolderView, SimulatedMailbox } from './person/simulated-mailbox.ts';
export { namedPropertyKey } from './properties/extended-path.ts';
export type { Delegation } from './rights/delegation.ts';
export type { FolderRole } from './rights/folder-role.ts';
export type { LoggedRequest, RequestLog } from './server/request-log.ts';
export { EXCHANGE_VERSIONS, type ExchangeVersion } from './soap/versions.ts';
export {
  type RunningSimulator,
  type SimulatedNotifications,
  type SimulatedTokens,
  type SimulatorOptions,
  startSimulator,
} from './start.ts';
export type { DeleteType } from './state/discard.ts';
export type { ItemKind } from './state/item.ts';
export type { Outbox, OutgoingMail } from './state/outbox.ts';
export type { ApplicationSecret, SimulatorApplication, TokenFault } from './token/index.ts';
export { DEFAULT_USERS, type SimulatorUser } from './users.ts';
export { readUsersFile, type UsersFile, UsersFileError } from './users-file.ts';
