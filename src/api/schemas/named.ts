import { z } from 'zod';

/** Makes the schema a named component of the OpenAPI document, where others refer to it. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  return schema;
}
