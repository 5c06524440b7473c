import type { z } from 'zod';
import type { Connector } from '../connector/index.ts';
import type { installationSchema } from './schemas/installation.ts';

export function installationResource({ parts }: Pick<Connector, 'parts'>): z.infer<typeof installationSchema> {
  return { doubt: parts.installation.doubt() };
}
