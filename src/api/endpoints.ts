import type { Endpoint } from './endpoint.ts';
import { CONFLICT_ENDPOINTS } from './endpoints/conflicts/index.ts';
import { CRM_ENDPOINTS } from './endpoints/crm/index.ts';
import { CONNECTOR_ENDPOINTS } from './endpoints/index.ts';
import { INSTALLATION_ENDPOINTS } from './endpoints/installation/index.ts';
import { OLD_DELETIONS_ENDPOINTS } from './endpoints/old-deletions/index.ts';
import { PEOPLE_ENDPOINTS } from './endpoints/people/index.ts';
import { PLAN_ENDPOINTS } from './endpoints/plans/index.ts';
import { SETTINGS_ENDPOINTS } from './endpoints/settings/index.ts';
import { STOP_ENDPOINTS } from './endpoints/stops/index.ts';
import { UNDO_ENDPOINTS } from './endpoints/undo/index.ts';
import { VERIFY_ENDPOINTS } from './endpoints/verify/index.ts';

/** Every address of the API, in groups. What does not stand here does not exist. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...PEOPLE_ENDPOINTS,
  ...SETTINGS_ENDPOINTS,
  ...CONNECTOR_ENDPOINTS,
  ...PLAN_ENDPOINTS,
  ...UNDO_ENDPOINTS,
  ...OLD_DELETIONS_ENDPOINTS,
  ...CONFLICT_ENDPOINTS,
  ...VERIFY_ENDPOINTS,
  ...CRM_ENDPOINTS,
  ...INSTALLATION_ENDPOINTS,
  ...STOP_ENDPOINTS,
];
