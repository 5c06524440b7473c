import type { TokenRefusal } from './token-refusal.ts';

/** A token as it was issued. */
export interface IssuedToken {
  readonly value: string;
  readonly lifetimeMs: number;
}

export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: IssuedToken }
  | { readonly kind: 'refusal'; readonly refusal: TokenRefusal }
  /** Something else than a token endpoint. */
  | { readonly kind: 'foreign' };

/** Where the server does not say how long a token lives (RFC 6749 section 5.1 leaves it open). */
const UNSAID_LIFETIME_SECONDS = 300;
const LONGEST_LIFETIME_SECONDS = 86_400;
const LONGEST_TOKEN = 16_384;

/** Reads the JSON of a token endpoint. Only what stands in a header unharmed is a token. */
export function readTokenAnswer(isSuccess: boolean, text: string): TokenAnswer {
  const fields = parse(text);
  if (fields === null) return { kind: 'foreign' };
  if (!isSuccess) {
    const { error, error_codes: numbers } = fields;
    if (typeof error !== 'string' || !/^\w{1,60}$/.test(error)) return { kind: 'foreign' };
    const whole = Array.isArray(numbers) ? numbers.filter((number) => Number.isSafeInteger(number)).slice(0, 5) : [];
    return { kind: 'refusal', refusal: { error, numbers: whole as readonly number[] } };
  }
  const { access_token: value, token_type: type, expires_in: seconds } = fields;
  const isBearer = type === undefined || (typeof type === 'string' && type.toLowerCase() === 'bearer');
  if (typeof value !== 'string' || !isBearer) return { kind: 'foreign' };
  if (value.length > LONGEST_TOKEN || !/^[A-Za-z0-9._~+/=-]+$/.test(value)) return { kind: 'foreign' };
  return { kind: 'token', token: { value, lifetimeMs: lifetimeSeconds(seconds) * 1_000 } };
}

/** AD FS and the first version of Entra ID's endpoint write the number as text. */
function lifetimeSeconds(told: unknown): number {
  const seconds = typeof told === 'number' || typeof told === 'string' ? Number(told) : Number.NaN;
  if (!Number.isFinite(seconds) || seconds < 0) return UNSAID_LIFETIME_SECONDS;
  return Math.min(seconds, LONGEST_LIFETIME_SECONDS);
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
