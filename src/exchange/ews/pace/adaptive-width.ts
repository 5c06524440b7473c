/**
 * How many requests may be under way at a time, found out by trying: one more after each minute in which nobody
 * complained, half as many after a complaint. Servers have limits that they do not tell, and other clients.
 */
export interface AdaptiveWidth {
  readonly now: number;
  /** @returns whether it was narrowed; complaints of requests that were under way together count once */
  complain(): boolean;
  /** A request went through while the width was used up. */
  wentWell(): void;
}

export interface WidthLimits {
  readonly start: number;
  readonly most: number;
}

const GROWS_AFTER_MS = 60_000;
/** Requests that were sent before the last complaint are answered by then. */
const ONE_COMPLAINT_MS = 2_000;

export function createAdaptiveWidth({ start, most }: WidthLimits): AdaptiveWidth {
  let width = Math.max(1, Math.min(start, most));
  let changedAt = Number.NEGATIVE_INFINITY;
  let complainedAt = Number.NEGATIVE_INFINITY;

  return {
    get now() {
      return width;
    },
    complain() {
      const now = performance.now();
      const isNew = now - complainedAt > ONE_COMPLAINT_MS;
      if (isNew) {
        width = Math.max(1, Math.floor(width / 2));
        complainedAt = now;
      }
      changedAt = now;
      return isNew;
    },
    wentWell() {
      const now = performance.now();
      if (changedAt === Number.NEGATIVE_INFINITY) changedAt = now;
      if (width >= most || now - changedAt < GROWS_AFTER_MS) return;
      width += 1;
      changedAt = now;
    },
  };
}
