export { type Rewrapped, rewrapStored, type SecretIdentities } from './rewrap-stored.ts';
export { openSecretBox, type RenewableSecretBox } from './secret-box.ts';
export { readOrCreateToken, sameToken } from './token-file.ts';
