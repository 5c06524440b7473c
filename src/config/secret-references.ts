import { parseYaml } from './parse-yaml.ts';

/** Secrets by reference (`env:NAME`, `file:PATH`), collected where the file was written for. */
export type SecretValues = Readonly<Record<string, string>>;

export interface SecretSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** @returns `undefined` when there is no such file or it may not be read */
  readonly readFile: (path: string) => Promise<string | undefined>;
}

/** Settings that a file may hold elsewhere. A certificate is no secret, but comes as a file beside its key. */
const SECRET_NAMES = ['password', 'clientSecret', 'certificate', 'privateKey'] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

interface SecretSource {
  readonly key: string;
  /** `null`: the secret itself stands there. */
  readonly scheme: 'env' | 'file' | null;
}

/** The keys under which a file may give a secret. */
export function sourcesOf(name: SecretName): readonly SecretSource[] {
  const inFile: SecretSource = { key: `${name}File`, scheme: 'file' };
  const inVariable: SecretSource = { key: `${name}Env`, scheme: 'env' };
  return [{ key: name, scheme: null }, ...(name === 'certificate' ? [] : [inVariable]), inFile];
}

const SCHEMES: ReadonlyMap<string, 'env' | 'file'> = new Map(
  SECRET_NAMES.flatMap(sourcesOf).flatMap(({ key, scheme }) => (scheme === null ? [] : [[key, scheme] as const])),
);

/**
 * Reads what keys such as `passwordEnv` and `privateKeyFile` point to, on the side of the person who applies the file.
 * The connector itself never opens a path or a variable that a request names: that would hand its own to the caller.
 * What cannot be found is left out; the reader of the configuration then says where.
 */
export async function collectSecretValues(text: string, sources: SecretSources): Promise<SecretValues> {
  const parsed = parseYaml(text);
  const values: Record<string, string> = {};
  const visit = async (value: unknown): Promise<void> => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      const scheme = SCHEMES.get(key);
      if (typeof child !== 'string') await visit(child);
      else if (scheme === 'env') keep(`env:${child}`, sources.environment[child]);
      else if (scheme === 'file') keep(`file:${child}`, (await sources.readFile(child))?.replace(/\r?\n$/, ''));
    }
  };
  const keep = (reference: string, found: string | undefined) => {
    if (found !== undefined) values[reference] = found;
  };
  await visit(parsed.kind === 'value' ? parsed.value : null);
  return values;
}
