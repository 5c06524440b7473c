import { useEffect, useRef, useState } from 'react';

/** What a form holds of something that somebody else may change at the same time. */
export interface Draft<T extends object> {
  readonly values: T;
  readonly set: (change: Partial<T>) => void;
  /** What the person changed; empty when nothing. */
  readonly changes: Partial<T>;
  readonly isDirty: boolean;
  /** Version that the changes are based on. */
  readonly etag: string;
  /** Values that somebody else set meanwhile, in fields that this person changed too. */
  readonly overtaken: Partial<T>;
  /** Takes what is stored now as the new base; what was typed stays. */
  readonly rebase: (stored: T, etag: string) => void;
}

/**
 * A form over `stored`. As long as nothing is typed it follows what is stored; from then on it stays at the version
 * that the person saw, so that saving on top of somebody else's change is refused rather than done unawares.
 */
export function useDraft<T extends object>(stored: T, etag: string): Draft<T> {
  const [base, setBase] = useState({ values: stored, etag });
  const [typed, setTyped] = useState<Partial<T>>({});
  const [overtaken, setOvertaken] = useState<Partial<T>>({});
  const changes = pick(typed, (name) => typed[name] !== base.values[name]);
  const isDirty = Object.keys(changes).length > 0;

  // After a save, `stored` is the older one until it has been read again.
  const superseded = useRef<string | null>(null);
  useEffect(() => {
    if (!isDirty && base.etag !== etag && superseded.current !== etag) setBase({ values: stored, etag });
  }, [isDirty, base.etag, stored, etag]);

  return {
    values: { ...base.values, ...typed },
    set: (change) => setTyped((before) => ({ ...before, ...change })),
    changes,
    isDirty,
    etag: base.etag,
    overtaken: pick(overtaken, (name) => changes[name] !== undefined),
    rebase: (now, nowEtag) => {
      superseded.current = etag === nowEtag ? null : etag;
      setOvertaken(pick(now, (name) => changes[name] !== undefined && now[name] !== base.values[name]));
      setTyped(changes);
      setBase({ values: now, etag: nowEtag });
    },
  };
}

function pick<T extends object>(values: T, wanted: (name: keyof T) => boolean): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name as keyof T))) as Partial<T>;
}
