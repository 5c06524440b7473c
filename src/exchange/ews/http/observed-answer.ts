import type { HeaderValues } from './header-values.ts';
import { firstValue } from './header-values.ts';

/** One answer of the server as a diagnosis sees it: no token, no content. */
export interface ObservedAnswer {
  readonly status: number;
  /** Scheme of the `Authorization` that the request carried; `null` when it carried none. */
  readonly scheme: string | null;
  /** Our clock, ms since 1970: just before the request left and just after the head of the answer came. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** @param name lower case @returns the first value */
  header(name: string): string | null;
  /** Every value of a header that may come several times. */
  readonly headers: HeaderValues;
}

export type ObserveAnswer = (answer: ObservedAnswer) => void;

export function observedAnswer(
  raw: { readonly status: number; readonly headers: ObservedAnswer['headers'] },
  authorization: string | undefined,
  sentAt: number,
): ObservedAnswer {
  return {
    status: raw.status,
    scheme: authorization?.split(' ')[0] ?? null,
    sentAt,
    receivedAt: Date.now(),
    header: (name) => firstValue(raw.headers, name),
    headers: raw.headers,
  };
}
