import type { Endpoint } from './endpoint.ts';
import { CRM_ENDPOINTS } from './endpoints/crm/index.ts';
import { CONNECTOR_ENDPOINTS } from './endpoints/index.ts';
import { PEOPLE_ENDPOINTS } from './endpoints/people/index.ts';
import { SETTINGS_ENDPOINTS } from './endpoints/settings/index.ts';

/** Every address of the API, in groups. What does not stand here does not exist. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...PEOPLE_ENDPOINTS,
  ...SETTINGS_ENDPOINTS,
  ...CONNECTOR_ENDPOINTS,
  ...CRM_ENDPOINTS,
];
