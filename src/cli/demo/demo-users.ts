import type { SimulatorUser } from '../../../simulator/index.ts';
import { DEFAULT_USERS } from '../../../simulator/index.ts';
import type { SampleUser } from '../../demo/sample-data/index.ts';

/** The simulator's service account: opens every mailbox. */
export const SERVICE_USER = getServiceUserOrThrow();

/** The people of the sample world as the simulated Exchange knows them. Their passwords are no secrets. */
export function demoUsers(users: readonly SampleUser[]): readonly SimulatorUser[] {
  const people = users.map(({ name, displayName, email }) => ({
    user: name,
    password: `${name}-2026`,
    smtp: email,
    displayName,
  }));
  return [SERVICE_USER, ...people];
}

function getServiceUserOrThrow(): SimulatorUser {
  const service = DEFAULT_USERS.find(({ mayImpersonate }) => mayImpersonate === true);
  if (service === undefined) throw new Error('the simulator has no service account');
  return service;
}
