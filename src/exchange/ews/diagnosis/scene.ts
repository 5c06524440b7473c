import type { ConnectionStepName } from '../../diagnosis.ts';
import type { Deadline, ObservedAnswer } from '../http/index.ts';
import { startDeadline } from '../http/index.ts';
import type { EwsOptions } from '../options.ts';
import type { Conversation } from './conversation.ts';
import type { SharedRights } from './looks/shared-rights.ts';

/** What the looks of one diagnosis have found out so far, each for those after it. */
export interface Scene {
  readonly options: EwsOptions;
  /** The complete address; set by the look at the address. */
  url: URL;
  /** Names of the ways to sign in that the server offered when nobody had signed in. */
  offered: readonly string[];
  /** Name of the Exchange server behind the address, where it told. */
  serverName: string | null;
  readonly answers: ObservedAnswer[];
  /** The first talk with credentials; set by the look at the sign-in. */
  conversation: Conversation | null;
  /** The account gets in, yet not on behalf of the mailbox. */
  mailboxForbidden: boolean;
  /** What the account may do in folders of somebody else, where it works by such rights. */
  sharedRights: SharedRights | null;
  readonly failures: Set<ConnectionStepName>;
  /** Limits one look: never longer than one call may take, nor than what is left of the whole. */
  startDeadline(): Deadline;
  /** Milliseconds that one call may take now. */
  timeoutMs(): number;
  /** To be done when the diagnosis ends, however it ends. */
  readonly endings: (() => Promise<void>)[];
}

export function openScene(options: EwsOptions, totalMs: number): Scene {
  const endsAt = performance.now() + totalMs;
  const timeoutMs = () => Math.max(1, Math.min(options.timeoutMs, Math.ceil(endsAt - performance.now())));
  return {
    options,
    url: new URL('https://invalid./'),
    offered: [],
    serverName: null,
    answers: [],
    conversation: null,
    mailboxForbidden: false,
    sharedRights: null,
    failures: new Set(),
    startDeadline: () => startDeadline(timeoutMs()),
    timeoutMs,
    endings: [],
  };
}

/** Notes an answer for the looks at sign-in and clock. */
export function observe(scene: Scene, answer: ObservedAnswer): void {
  scene.answers.push(answer);
  const name = answer.header('x-feserver') ?? answer.header('x-beserver');
  if (name !== null && /^[\w.-]{1,63}$/.test(name)) scene.serverName ??= name;
}

/** Host name or address without the brackets of IPv6. */
export function hostNameOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
