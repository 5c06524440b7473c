import { parseYaml } from './parse-yaml.ts';

/** Passwords by reference (`env:NAME`, `file:PATH`), collected where the file was written for. */
export type SecretValues = Readonly<Record<string, string>>;

export interface SecretSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** @returns `undefined` when there is no such file or it may not be read */
  readonly readFile: (path: string) => Promise<string | undefined>;
}

export function secretReference(credentials: {
  readonly passwordEnv?: string | undefined;
  readonly passwordFile?: string | undefined;
}): string | null {
  if (credentials.passwordEnv !== undefined) return `env:${credentials.passwordEnv}`;
  return credentials.passwordFile === undefined ? null : `file:${credentials.passwordFile}`;
}

/**
 * Reads what `passwordEnv` and `passwordFile` point to, on the side of the person who applies the file. The
 * connector itself never opens a path or a variable that a request names: that would hand its own to the caller.
 * What cannot be found is left out; the reader of the configuration then says where.
 */
export async function collectSecretValues(text: string, sources: SecretSources): Promise<SecretValues> {
  const parsed = parseYaml(text);
  const values: Record<string, string> = {};
  const visit = async (value: unknown): Promise<void> => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== 'string') await visit(child);
      else if (key === 'passwordEnv') keep(`env:${child}`, sources.environment[child]);
      else if (key === 'passwordFile') keep(`file:${child}`, (await sources.readFile(child))?.replace(/\r?\n$/, ''));
    }
  };
  const keep = (reference: string, found: string | undefined) => {
    if (found !== undefined) values[reference] = found;
  };
  await visit(parsed.kind === 'value' ? parsed.value : null);
  return values;
}
