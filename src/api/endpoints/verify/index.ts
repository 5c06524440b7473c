import type { Endpoint } from '../../endpoint.ts';
import { getFindings } from './get-findings.ts';
import { repairFindings } from './repair-findings.ts';
import { startVerification } from './start-verification.ts';

/** The full comparison of both sides with the memory. */
export const VERIFY_ENDPOINTS: readonly Endpoint[] = [getFindings, repairFindings, startVerification];
