import { fileURLToPath } from 'node:url';

/** Arguments with which Node runs our TypeScript as it stands. */
export function loaderArguments(): readonly string[] {
  return ['--import', fileURLToPath(new URL('../../src/database/testing/load-typescript.mjs', import.meta.url))];
}
