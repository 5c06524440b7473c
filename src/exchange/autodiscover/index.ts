export { type AutodiscoverAddress, autodiscoverAddress } from '../ews/autodiscover-address.ts';
export { diagnoseExchange } from './diagnose-exchange.ts';
export { discoverForConnection } from './discover-for-connection.ts';
export type { Discovery, DiscoveryNetwork, DiscoveryRequest, DiscoveryTrial, SrvRecord } from './discovery.ts';
