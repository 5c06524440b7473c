/** What an Autodiscover service says, whichever of its protocols it speaks. */
export type AutodiscoverAnswer =
  | { readonly kind: 'settings'; readonly urls: EwsUrls }
  /** The mailbox goes by another address, perhaps of another domain. */
  | { readonly kind: 'redirectAddress'; readonly address: string }
  | { readonly kind: 'redirectUrl'; readonly url: string }
  | { readonly kind: 'addressUnknown' };

/** Addresses of EWS as they were told, the best first. */
export interface EwsUrls {
  readonly external: readonly string[];
  readonly internal: readonly string[];
}
