export { type EwsRequest, isAtLeast, REQUEST_VERSIONS, type RequestVersion, type SoapChannel } from './channel.ts';
export { createSoapChannel } from './create-soap-channel.ts';
export { writeEnvelope } from './write-envelope.ts';
