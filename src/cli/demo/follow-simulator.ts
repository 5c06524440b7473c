import type { ConnectorParts } from '../../connector/index.ts';
import { DEMO_PROFILE } from './demo-configuration.ts';

/**
 * The simulator may have got another port than the last time. Only that is changed: what people set on the page since
 * the first start stays.
 */
export async function followSimulator({ settings }: Pick<ConnectorParts, 'settings'>, ewsUrl: string): Promise<void> {
  const profile = (await settings.listProfiles()).find(({ name }) => name === DEMO_PROFILE);
  if (profile === undefined || profile.serverUrl === ewsUrl) return;
  const { version, ...unchanged } = profile;
  await settings.putProfile({ ...unchanged, serverUrl: ewsUrl }, version);
}
