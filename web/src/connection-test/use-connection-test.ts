import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectionStep, ConnectionTestEnd } from '../../../src/api/resources.ts';
import { streamEvents } from '../api/event-stream.ts';

export interface ConnectionTest {
  readonly state: 'idle' | 'running' | 'ended' | 'stopped' | 'interrupted';
  readonly steps: readonly ConnectionStep[];
  readonly end: ConnectionTestEnd | null;
  /** What the API refused before the first step, or what broke the test off. */
  readonly error: Error | null;
  readonly start: (path: string, body: unknown) => void;
  readonly stop: () => void;
}

type Progress = Pick<ConnectionTest, 'state' | 'steps' | 'end' | 'error'>;

const IDLE: Progress = { state: 'idle', steps: [], end: null, error: null };

/** A connection test whose steps come one by one. Leaving the page, or starting another one, stops it. */
export function useConnectionTest(): ConnectionTest {
  const [progress, setProgress] = useState<Progress>(IDLE);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const start = useCallback((path: string, body: unknown) => {
    current.current?.abort();
    const control = new AbortController();
    current.current = control;
    /** What an earlier test still says is not heard any more. */
    const advance = (change: (before: Progress) => Progress) => {
      if (current.current === control) setProgress(change);
    };
    setProgress({ ...IDLE, state: 'running' });
    streamEvents(
      'POST',
      path,
      body,
      ({ kind, data }) => {
        if (kind === 'step') advance((before) => ({ ...before, steps: [...before.steps, data as ConnectionStep] }));
        if (kind === 'end') advance((before) => ({ ...before, state: 'ended', end: data as ConnectionTestEnd }));
      },
      control.signal,
    ).then(
      () => advance((before) => (before.state === 'running' ? { ...before, state: 'interrupted' } : before)),
      (error: unknown) =>
        advance((before) => ({ ...before, state: 'interrupted', error: error instanceof Error ? error : null })),
    );
  }, []);

  const stop = useCallback(() => {
    current.current?.abort();
    current.current = null;
    setProgress((before) => ({ ...before, state: 'stopped' }));
  }, []);

  return { ...progress, start, stop };
}
