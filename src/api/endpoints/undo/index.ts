import type { Endpoint } from '../../endpoint.ts';
import { undoRun } from './undo-run.ts';

/** Taking runs back. The plan of it is a plan like others. */
export const UNDO_ENDPOINTS: readonly Endpoint[] = [undoRun];
