import type { MergeResult } from './step.ts';

/**
 * Version of the canonical form that bases are kept in. Grows when a normaliser or a mapping changes what an
 * untouched item looks like, because a base of an older form must not be mistaken for a mass edit.
 */
export const PROJECTION_VERSION = 3;

/** Fields that came later, with the version from which on bases hold them. */
const CAME_WITH: Readonly<Record<string, number>> = { photo: 2, occurrences: 3, organizer: 3, attendees: 3 };

/**
 * Whether a merge settles nothing but fields that the bases of this version are too old to know: two sides that get to
 * know a field of each other, which is nobody's edit.
 */
export function onlyIntroduces(projection: number, merge: MergeResult): boolean {
  const names = Object.keys(merge.outcomes);
  return names.length > 0 && names.every((name) => (CAME_WITH[name] ?? 0) > projection);
}
