import { fieldPath } from '../../wire/paths.ts';
import type { PropertyMapping } from '../property-mapping.ts';

/** Whether something hangs on an appointment. It is carried nowhere, and no write of ours may take it away. */
export const ATTACHMENT_STATE: PropertyMapping = {
  fields: [],
  paths: () => [fieldPath('item:HasAttachments')],
  read: () => ({}),
  create: () => [],
  update: () => [],
};
