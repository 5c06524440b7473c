export { basicAuthorization } from './basic.ts';
export { channelBindings } from './channel-binding.ts';
export { startNtlmHandshake } from './ntlm-handshake.ts';
export { type AuthScheme, findOffer, isOffered, type Offer, readOffers, SCHEME_PREFERENCE } from './offered-schemes.ts';
