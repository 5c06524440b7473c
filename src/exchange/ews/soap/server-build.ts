import type { XmlElement } from '../xml/element.ts';
import { findChild } from '../xml/element.ts';
import type { RequestVersion } from './channel.ts';
import { REQUEST_VERSIONS } from './channel.ts';

/** Four numbers of `t:ServerVersionInfo`. Its `Version` attribute is not one to send back: it may be any stamp. */
export interface ServerBuild {
  readonly major: number;
  readonly minor: number;
  readonly build: number;
  readonly revision: number;
}

/** @returns `null` where the server does not name itself */
export function readServerBuild(header: XmlElement | undefined): ServerBuild | null {
  const attributes = findChild(header, 'ServerVersionInfo')?.attributes;
  const numbers = ['MajorVersion', 'MinorVersion', 'MajorBuildNumber', 'MinorBuildNumber'].map((name) => {
    const text = attributes?.[name]?.trim() ?? '';
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
  });
  const [major, minor, build, revision] = numbers;
  if (typeof major !== 'number') return null;
  return { major, minor: minor ?? 0, build: build ?? 0, revision: revision ?? 0 };
}

export function formatServerBuild(build: ServerBuild): string {
  return `${build.major}.${build.minor}.${build.build}.${build.revision}`;
}

/** @returns `null` when it is not what `formatServerBuild` gives */
export function parseServerBuild(text: string): ServerBuild | null {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (match === null) return null;
  const [major = 0, minor = 0, build = 0, revision = 0] = match.slice(1).map(Number);
  return { major, minor, build, revision };
}

/**
 * The version to declare to a server of this build: the lowest that has all that we use of it, since newer servers
 * accept all older values and an old value promises the least. What each adds for us: 2010 the zones of start and end
 * and photos, 2010 SP1 searches that end in parts and the first day of the week, 2013 who organizes a meeting.
 */
export function requestVersionFor({ major, minor }: ServerBuild): RequestVersion {
  if (major >= 15) return 'Exchange2013';
  if (major === 14) return minor >= 1 ? 'Exchange2010_SP1' : 'Exchange2010';
  return 'Exchange2007_SP1';
}

/** Which way each version error points: the declared version is too new for the server, or too old for the request. */
const DIRECTION: Readonly<Record<string, -1 | 1>> = {
  ErrorInvalidServerVersion: -1,
  ErrorInvalidSchemaVersionForMailboxVersion: -1,
  ErrorIncorrectSchemaVersion: 1,
};

export function isVersionError(code: string): boolean {
  return DIRECTION[code] !== undefined;
}

/**
 * The next version to try after a version error: one step in its direction, or, at the end of the list, the
 * nearest in the other. @returns `null` when all have been tried
 */
export function nextVersion(
  declared: RequestVersion,
  code: string,
  tried: ReadonlySet<RequestVersion>,
): RequestVersion | null {
  const at = REQUEST_VERSIONS.indexOf(declared);
  const older = REQUEST_VERSIONS.slice(0, at).toReversed();
  const newer = REQUEST_VERSIONS.slice(at + 1);
  const order = (DIRECTION[code] ?? -1) === -1 ? [...older, ...newer] : [...newer, ...older];
  return order.find((version) => !tried.has(version)) ?? null;
}
