/** Everything that a connection to one mailbox needs. Secrets are plain here and live as long as the side. */
export interface EwsOptions {
  /** `https://HOST/EWS/Exchange.asmx`; see `normaliseServerUrl` for what people may type. */
  readonly url: string;
  /** SMTP address of the mailbox. */
  readonly mailbox: string;
  readonly credentials: { readonly user: string; readonly domain: string | null; readonly password: string };
  readonly access: 'own' | 'impersonation';
  /** `auto` asks the server what it offers and takes NTLM before Basic. */
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
  /** One event a request, without content: for logs and metrics. */
  readonly onRequest?: (event: EwsRequestEvent) => void;
}

export interface EwsRequestEvent {
  readonly operation: string;
  readonly clientRequestId: string;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  /** Code of the error, when it failed as a whole. */
  readonly errorCode: string | null;
}
