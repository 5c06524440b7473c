export type { EwsRequest, SoapChannel } from './channel.ts';
export { createSoapChannel } from './create-soap-channel.ts';
