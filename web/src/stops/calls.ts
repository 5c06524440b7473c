import type { ServerStopList } from '../../../src/api/resources.ts';
import { request } from '../api/request.ts';

export const STOPS_KEY = ['stops'] as const;

export const readStops = () => request<ServerStopList>('GET', '/api/stops');

export const tryStop = (id: string) =>
  request<ServerStopList>('POST', `/api/stops/${encodeURIComponent(id)}/trial`, { body: {} });
