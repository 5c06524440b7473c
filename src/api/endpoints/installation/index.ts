import type { Endpoint } from '../../endpoint.ts';
import { confirmInstallation } from './confirm-installation.ts';
import { getInstallation } from './get-installation.ts';

/** Whether this is still the same installation, and an administrator's word that it is. */
export const INSTALLATION_ENDPOINTS: readonly Endpoint[] = [getInstallation, confirmInstallation];
