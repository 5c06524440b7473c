import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Language } from './texts.ts';
import { TEXTS } from './texts.ts';

/** @param version changes whenever what the page shows may have changed; the script watches it */
export function layout(language: Language, heading: string, version: string, path: string, content: Html): string {
  const t = TEXTS[language];
  const other: Language = language === 'it' ? 'en' : 'it';
  const separator = path.includes('?') ? '&' : '?';
  const page = html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} – ${t.title}</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/page.css">
<script src="/assets/page.js" defer></script>
</head>
<body data-version="${version}">
<a class="skip" href="#content">${t.skip}</a>
<header>
<a class="home" href="/">${t.title}</a>
<p>${t.notice}</p>
<nav aria-label="${t.language}"><a href="${path}${separator}lang=${other}" lang="${other}" hreflang="${other}">${other === 'it' ? 'Italiano' : 'English'}</a></nav>
</header>
<main id="content" tabindex="-1">
<h1>${heading}</h1>
${content}
</main>
</body>
</html>
`;
  return page.markup;
}
