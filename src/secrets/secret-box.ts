import { ConnectorError } from '../model/index.ts';
import type { SealedSecret, SecretBox } from '../settings/settings.ts';
import { openEnvelope, rewrapEnvelope, sealEnvelope } from './envelope.ts';
import { openKeyRing } from './key-ring.ts';

/** A box whose key can be replaced without knowing the passwords. */
export interface RenewableSecretBox extends SecretBox {
  /**
   * The same secret under the newest key; the very same object when it is under it already.
   * @throws ConnectorError `secret_unreadable` (disposition `reauth`)
   */
  rewrap(secret: SealedSecret, identity: string): SealedSecret;
}

/**
 * Opens the box for stored passwords. A sealed secret is base64 of an envelope (`envelope.ts`).
 * @param environment `RACCORDO_SECRET_KEY` in it replaces the file
 * @throws ConnectorError `secret_key_exposed`, `secret_key_invalid`, `secret_file_unusable`; disposition `halt`
 */
export function openSecretBox(keyFile: string, environment: NodeJS.ProcessEnv = process.env): RenewableSecretBox {
  const ring = openKeyRing(keyFile, environment);
  return {
    seal: (plain, identity) => asText(sealEnvelope(ring, plain, identity), identity),
    open: (secret, identity) => {
      const plain = openEnvelope(ring, asBytes(secret), identity);
      if (plain === null) throw unreadable(identity);
      return plain;
    },
    rewrap: (secret, identity) => {
      const renewed = rewrapEnvelope(ring, asBytes(secret), identity);
      return renewed === 'current' ? secret : asText(renewed, identity);
    },
  };
}

function asBytes({ sealed }: SealedSecret): Buffer {
  return Buffer.from(sealed, 'base64');
}

function asText(bytes: Buffer | null, identity: string): SealedSecret {
  if (bytes === null) throw unreadable(identity);
  return { sealed: bytes.toString('base64') };
}

/** Wrong key, changed bytes or another row: nobody should learn which. */
function unreadable(identity: string): ConnectorError {
  return new ConnectorError({
    code: 'secret_unreadable',
    disposition: 'reauth',
    message: 'a stored password cannot be opened with the keys at hand: enter it again',
    itemRef: identity,
  });
}
