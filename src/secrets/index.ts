export { openSecretBox } from './secret-box.ts';
export { readOrCreateToken, sameToken } from './token-file.ts';
