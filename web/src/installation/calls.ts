import type { Installation } from '../../../src/api/resources.ts';
import { request } from '../api/request.ts';

export const INSTALLATION_KEY = ['installation'] as const;

export const readInstallation = () => request<Installation>('GET', '/api/installation');

export const confirmInstallation = () => request<Installation>('POST', '/api/installation/confirmation', { body: {} });
