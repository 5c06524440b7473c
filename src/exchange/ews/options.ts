import type { ServerPaces } from './pace/index.ts';

/** Everything that a connection to one mailbox needs. Secrets are plain here and live as long as the side. */
export interface EwsOptions {
  /** `https://HOST/EWS/Exchange.asmx`; see `normaliseServerUrl` for what people may type. */
  readonly url: string;
  /** SMTP address of the mailbox. */
  readonly mailbox: string;
  readonly credentials: PasswordCredentials | OAuthClient;
  /**
   * `own`: the account's own mailbox. `impersonation`: the account acts as the owner. `delegateFolders`: the account
   * acts as itself in folders that are shared with it, each of them named with the owner's address.
   */
  readonly access: 'own' | 'impersonation' | 'delegateFolders';
  /** Whom to act as, where the address of the mailbox is not to be what names the owner. */
  readonly impersonateAs?: Impersonated;
  /** Counts for passwords only. `auto` asks the server what it offers and takes NTLM before Basic. */
  readonly signIn: 'auto' | 'basic' | 'ntlm';
  readonly exchangeVersion: 'auto' | typeof import('./soap/channel.ts').REQUEST_VERSIONS[number];
  readonly tls: {
    /** SHA-256 of the leaf certificate, hex; accepted whatever name or issuer it has. */
    readonly certificateSha256: string | null;
    /** Certificates to trust beside the system's, PEM. */
    readonly caPem: string | null;
  };
  readonly allowInsecureHttp: boolean;
  /** For one HTTP exchange, connection and sign-in included. */
  readonly timeoutMs: number;
  /** Connections to this mailbox at one time. */
  readonly maxConnections: number;
  /** What the channels of one process share about their servers' limits; without it this one is alone. */
  readonly paces?: ServerPaces;
  /** One event a request, without content: for logs and metrics. */
  readonly onRequest?: (event: EwsRequestEvent) => void;
}

/** The three names by which Exchange finds whom an account acts as. */
export interface Impersonated {
  readonly kind: 'primarySmtp' | 'principalName' | 'sid';
  readonly value: string;
}

export interface PasswordCredentials {
  readonly kind: 'password';
  /** `user`, `DOMAIN\\user` or a UPN. */
  readonly user: string;
  readonly domain: string | null;
  readonly password: string;
}

/** An application that signs in as itself (OAuth 2.0 client credentials, RFC 6749 section 4.4). */
export interface OAuthClient {
  readonly kind: 'oauthClient';
  /** The token endpoint, `https://login.microsoftonline.com/TENANT/oauth2/v2.0/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  /** What the token is for, `https://outlook.office365.com/.default`. */
  readonly scope: string;
  readonly proof: ClientProof;
}

/** How the application shows that it is itself. */
export type ClientProof =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly certificatePem: string; readonly privateKeyPem: string };

export interface EwsRequestEvent {
  readonly operation: string;
  readonly clientRequestId: string;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  /** Code of the error, when it failed as a whole. */
  readonly errorCode: string | null;
}
