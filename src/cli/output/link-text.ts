import type { IssuedLink } from '../../api/resources.ts';
import { localeOf } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';

export interface LinkWithUrl extends IssuedLink {
  /** Whole address; `null` while no server runs that it could lead to. */
  readonly url: string | null;
}

export function linkWithUrl(link: IssuedLink, pageUrl: string | null): LinkWithUrl {
  return { ...link, url: pageUrl === null ? null : `${pageUrl}${link.path}` };
}

/** The link alone on its line, so that it can be copied. */
export function linkText({ t, language }: Terminal, name: string, link: LinkWithUrl): string {
  const until = new Date(link.expiresAt).toLocaleString(localeOf(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const lines = [t('cli.users.link', { name, until }), '', link.url ?? link.path];
  return [...lines, ...(link.url === null ? ['', t('cli.users.linkWithoutServer')] : [])].join('\n');
}
