export { type EwsRequest, type SoapChannel } from './channel.ts';
export { createSoapChannel } from './create-soap-channel.ts';
