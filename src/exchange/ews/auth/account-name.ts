/** Who signs in, as NTLM wants it: user and domain apart. */
export interface AccountName {
  readonly user: string;
  /** Empty for a UPN and where nobody named one; the server then takes its own. */
  readonly domain: string;
}

/** Understands `DOMAIN\user`, a plain name with a domain beside it, and a UPN, which keeps its suffix. */
export function readAccountName(user: string, domain: string | null): AccountName {
  const name = user.trim();
  const slash = name.indexOf('\\');
  if (slash >= 0) return { domain: name.slice(0, slash), user: name.slice(slash + 1) };
  return { user: name, domain: name.includes('@') ? '' : (domain?.trim() ?? '') };
}
