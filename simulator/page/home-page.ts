import type { Html } from './html.ts';
import { html } from './html.ts';
import type { PageContext } from './page-context.ts';
import type { Texts } from './texts.ts';

const LATEST = 15;

/** All mailboxes, the outbox and the latest requests. */
export function homePage({ mailboxes, organisation, log, server }: PageContext, t: Texts): Html {
  const mails = organisation.outbox.all();
  return html`<div data-live="home">
<p>${t.server}: ${server}</p>
<ul class="cards">${mailboxes.map((mailbox) => {
    const path = mailboxPath(mailbox.smtp);
    const counts = (['contacts', 'calendar', 'deleteditems'] as const).map((folder) => {
      const count = mailbox.folders().find(({ distinguished }) => distinguished === folder)?.count ?? 0;
      return html`<li><a href="${path}?folder=${folder}">${t[folder]}</a> <span class="count">${count}</span></li>`;
    });
    return html`<li><h2><a href="${path}">${mailbox.displayName}</a></h2><p>${mailbox.smtp}</p><ul>${counts}</ul></li>`;
  })}</ul>
<section aria-labelledby="outbox"><h2 id="outbox">${t.outbox} <span class="count">${mails.length}</span></h2>
${
  mails.length === 0
    ? html`<p>${t.noMails}</p>`
    : html`<div class="scroll"><table><thead><tr><th scope="col">${t.time}</th><th scope="col">${t.mailbox}</th><th scope="col">${t.kind}</th><th scope="col">${t.to}</th></tr></thead><tbody>${mails
        .slice(-LATEST)
        .toReversed()
        .map(
          ({ at, from, kind, to }) =>
            html`<tr><td>${clock(at)}</td><td>${from}</td><td>${t[kind]}</td><td>${to.join(', ')}</td></tr>`,
        )}</tbody></table></div>`
}</section>
<section aria-labelledby="requests"><h2 id="requests">${t.requests}</h2>
<div class="scroll"><table><thead><tr><th scope="col">${t.time}</th><th scope="col">${t.operation}</th><th scope="col">${t.mailbox}</th><th scope="col">${t.status}</th><th scope="col">${t.duration}</th></tr></thead><tbody>${log
    .all()
    .slice(-LATEST)
    .toReversed()
    .map(
      (entry) =>
        html`<tr><td>${clock(entry.at)}</td><td>${entry.operation ?? '–'}</td><td>${entry.mailbox ?? '–'}</td><td>${entry.status ?? '–'}</td><td>${entry.durationMs}</td></tr>`,
    )}</tbody></table></div></section>
</div>`;
}

export function mailboxPath(smtp: string): string {
  return `/mailboxes/${encodeURIComponent(smtp)}`;
}

/** Time of day in UTC. */
function clock(instant: string): string {
  return instant.slice(11, 19);
}
