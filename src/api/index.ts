export { type ApiOptions, createApi } from './app.ts';
export type { Api } from './endpoint.ts';
export { isLoopbackAddress, type Site } from './security/site.ts';
