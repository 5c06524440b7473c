export { type AccessTokens, createAccessTokens } from './access-tokens.ts';
export { basicAuthorization } from './basic.ts';
export { readBearerChallenge } from './bearer-challenge.ts';
export { channelBindings } from './channel-binding.ts';
export { startNtlmHandshake } from './ntlm-handshake.ts';
export { type AuthScheme, findOffer, isOffered, type Offer, readOffers, SCHEME_PREFERENCE } from './offered-schemes.ts';
export { type IssuedToken, readTokenAnswer } from './token-answer.ts';
export { tokenForm } from './token-form.ts';
export { refusedToken } from './token-refusal.ts';
