import type { Access } from '../endpoint.ts';
import type { ApiWorld } from './api-world.ts';

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly operationId: string;
  readonly access: Access;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

type Document = Readonly<Record<string, Readonly<Record<string, Omit<Operation, 'access'> & { 'x-access': Access }>>>>;

/** What the API says that it can do. */
export async function operationsOf(world: ApiWorld): Promise<readonly Operation[]> {
  const { json } = await world.call('GET', '/api/openapi.json');
  return Object.entries(json.paths as Document).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security, 'x-access': access }]) => ({
      method: method.toUpperCase(),
      path,
      operationId,
      access,
      security,
    })),
  );
}
