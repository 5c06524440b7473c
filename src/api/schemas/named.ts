import { z } from 'zod';

/** Schemas that stand as named components in the OpenAPI document. A registry of our own: no other part adds to it. */
export const namedSchemas = z.registry<{ id?: string | undefined; [key: string]: unknown }>();

export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  namedSchemas.add(schema, { id });
  return schema;
}
