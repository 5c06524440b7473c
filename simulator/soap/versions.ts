/** What `RequestServerVersion` may say, oldest first. */
export const EXCHANGE_VERSIONS = [
  'Exchange2007',
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2015',
  'Exchange2016',
] as const;

export type ExchangeVersion = (typeof EXCHANGE_VERSIONS)[number];

/** Position in `EXCHANGE_VERSIONS`; a higher rank knows everything that a lower one does. */
export function rankOf(version: ExchangeVersion): number {
  return EXCHANGE_VERSIONS.indexOf(version);
}

export function isExchangeVersion(text: string): text is ExchangeVersion {
  return (EXCHANGE_VERSIONS as readonly string[]).includes(text);
}

export interface ServerBuild {
  readonly build: readonly [major: number, minor: number, buildMajor: number, buildMinor: number];
  /** What such a server writes as `Version`: its own newest schema, not a value that one may request. 2007 writes none. */
  readonly schema: string | null;
}

const BUILDS: Readonly<Record<ExchangeVersion, ServerBuild>> = {
  Exchange2007: { build: [8, 0, 685, 25], schema: null },
  Exchange2007_SP1: { build: [8, 3, 83, 0], schema: null },
  Exchange2010: { build: [14, 0, 639, 21], schema: 'Exchange2010' },
  Exchange2010_SP1: { build: [14, 1, 218, 15], schema: 'Exchange2010_SP1' },
  Exchange2010_SP2: { build: [14, 3, 123, 3], schema: 'Exchange2010_SP2' },
  Exchange2013: { build: [15, 0, 516, 29], schema: 'Exchange2013' },
  Exchange2013_SP1: { build: [15, 0, 847, 31], schema: 'V2_23' },
  Exchange2015: { build: [15, 1, 225, 42], schema: 'V2015_10_05' },
  Exchange2016: { build: [15, 1, 2507, 6], schema: 'V2017_07_11' },
};

/**
 * @param build four numbers in place of the usual ones, `15.2.1544.4`
 * @throws Error when they are none
 */
export function serverBuild(version: ExchangeVersion, build?: string): ServerBuild {
  const usual = BUILDS[version];
  if (build === undefined) return usual;
  const [major, minor, buildMajor, buildMinor] = build.split('.').map(Number);
  if (!/^\d+(\.\d+){3}$/.test(build)) throw new Error(`Not the build of a server: ${build}`);
  return { ...usual, build: [major ?? 0, minor ?? 0, buildMajor ?? 0, buildMinor ?? 0] };
}
