import { ConnectorError } from '../../model/index.ts';
import type { ConnectorParts } from '../parts.ts';

/** Asks the database, so that what an administrator says through one process is heard by the others. */
export async function isConfirmed({
  installation,
}: {
  readonly installation: Pick<ConnectorParts['installation'], 'assertConfirmed'>;
}): Promise<boolean> {
  try {
    await installation.assertConfirmed();
    return true;
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'installation_unconfirmed') return false;
    throw error;
  }
}
