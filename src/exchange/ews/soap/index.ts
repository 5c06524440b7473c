export type { EwsRequest, SoapChannel, StreamingChannel } from './channel.ts';
export { createSoapChannel } from './create-soap-channel.ts';
