import type { Endpoint } from '../../endpoint.ts';
import { decideConflict } from './decide-conflict.ts';
import { getConflict } from './get-conflict.ts';
import { getConflictPhoto } from './get-conflict-photo.ts';
import { listConflicts } from './list-conflicts.ts';

/** The conflict inbox. */
export const CONFLICT_ENDPOINTS: readonly Endpoint[] = [decideConflict, getConflict, getConflictPhoto, listConflicts];
