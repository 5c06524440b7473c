export type DebianPackages = { readonly kind: 'ready' } | { readonly kind: 'missing'; readonly reason: string };

export function ensureDebianPackages(packages: readonly string[]): DebianPackages;
export function canUseDebianPackages(packages: readonly string[]): boolean;
