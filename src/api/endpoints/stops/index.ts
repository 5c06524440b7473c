import type { Endpoint } from '../../endpoint.ts';
import { listStops } from './list-stops.ts';
import { tryStop } from './try-stop.ts';

/** Servers whose mailboxes wait, and an administrator's wish to know whether it is over. */
export const STOP_ENDPOINTS: readonly Endpoint[] = [listStops, tryStop];
