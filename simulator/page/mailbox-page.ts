import type { ItemView } from '../person/item-view.ts';
import type { SimulatedMailbox } from '../person/simulated-mailbox.ts';
import { wallTimeOf } from '../time-zones/zone.ts';
import { mailboxPath } from './home-page.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { TextKey, Texts } from './texts.ts';

/** More would make a page that nobody reads; the search finds the rest. */
const MAX_ROWS = 500;

/** One folder of a mailbox as a list. */
export function mailboxPage(mailbox: SimulatedMailbox, folder: string, search: string, t: Texts): Html {
  const path = mailboxPath(mailbox.smtp);
  const shown = mailbox.folders().filter(isShown);
  const items = mailbox.items(folder).filter((item) => fits(item, search.trim().toLowerCase()));
  const isCalendar = mailbox.folders().some((view) => named(view) === folder && view.folderClass === 'IPF.Appointment');
  items.sort((a, b) => (isCalendar ? startOf(b).localeCompare(startOf(a)) : a.label.localeCompare(b.label)));
  return html`<p>${mailbox.smtp}</p>
<nav class="tabs" aria-label="${t.mailbox}" data-live="tabs"><ul>${shown.map((view) => {
    const label =
      view.distinguished !== null && view.distinguished in t ? t[view.distinguished as TextKey] : view.displayName;
    const current = named(view) === folder ? html` aria-current="page"` : null;
    return html`<li><a href="${path}?folder=${encodeURIComponent(named(view))}"${current}>${label} <span class="count">${view.count}</span></a></li>`;
  })}</ul></nav>
<div class="bar">
<form method="get" action="${path}" role="search"><input type="hidden" name="folder" value="${folder}"><label for="q">${t.search}</label> <input id="q" name="q" type="search" value="${search}"><button>${t.search}</button></form>
<p><a class="button" href="${path}/new?kind=Contact">${t.newContact}</a> <a class="button" href="${path}/new?kind=CalendarItem">${t.newAppointment}</a></p>
</div>
<div data-live="items">${items.length === 0 ? html`<p>${t.noItems}</p>` : isCalendar ? calendarTable(path, items, t) : contactTable(path, items, t)}</div>`;
}

function isShown({ distinguished, folderClass, count }: ReturnType<SimulatedMailbox['folders']>[number]): boolean {
  if (distinguished === null) return folderClass === 'IPF.Contact' || folderClass === 'IPF.Appointment';
  return (
    ['contacts', 'calendar', 'deleteditems'].includes(distinguished) ||
    (distinguished === 'recoverableitemsdeletions' && count > 0)
  );
}

function named({ distinguished, id }: { readonly distinguished: string | null; readonly id: string }): string {
  return distinguished ?? id;
}

function fits(item: ItemView, wanted: string): boolean {
  if (wanted === '') return true;
  return [item.label, ...Object.values(item.fields).flat()].some((text) => text.toLowerCase().includes(wanted));
}

function contactTable(path: string, items: readonly ItemView[], t: Texts): Html {
  const text = (item: ItemView, key: string) => String(item.fields[key] ?? '');
  return html`<div class="scroll"><table><thead><tr><th scope="col">${t.name}</th><th scope="col">${t.company}</th><th scope="col">${t.email}</th><th scope="col">${t.phone}</th><th scope="col">${t.categories}</th><th scope="col">${t.modified}</th></tr></thead><tbody>${items
    .slice(0, MAX_ROWS)
    .map(
      (item) =>
        html`<tr><th scope="row">${link(path, item)}</th><td>${text(item, 'CompanyName')}</td><td>${text(item, 'EmailAddresses/EmailAddress1')}</td><td>${text(item, 'PhoneNumbers/MobilePhone') || text(item, 'PhoneNumbers/BusinessPhone')}</td><td>${tags(item.categories)}</td><td>${modified(item)}</td></tr>`,
    )}</tbody></table></div>`;
}

function calendarTable(path: string, items: readonly ItemView[], t: Texts): Html {
  return html`<div class="scroll"><table><thead><tr><th scope="col">${t.when}</th><th scope="col">${t.subject}</th><th scope="col">${t.location}</th><th scope="col">${t.categories}</th><th scope="col">${t.modified}</th></tr></thead><tbody>${items
    .slice(0, MAX_ROWS)
    .map(
      (item) =>
        html`<tr><td>${timeText(item, t)}</td><th scope="row">${link(path, item)} ${item.isSeries ? html`<span class="tag">${t.series}</span>` : null} ${item.isMeeting ? html`<span class="tag">${t.meeting}</span>` : null}</th><td>${String(item.fields['Location'] ?? '')}</td><td>${tags(item.categories)}</td><td>${modified(item)}</td></tr>`,
    )}</tbody></table></div>`;
}

function timeText(item: ItemView, t: Texts): string {
  const zone = String(item.fields['StartTimeZone'] ?? 'UTC');
  const [start, end] = [startOf(item), String(item.fields['End'] ?? '')].map((instant) =>
    wallTimeOf(instant, zone).replace('T', ' '),
  );
  if (item.fields['IsAllDayEvent'] === 'true') return `${start?.slice(0, 10)} ${t.allDay}`;
  return `${start} – ${start?.slice(0, 10) === end?.slice(0, 10) ? end?.slice(11) : end}`;
}

function startOf(item: ItemView): string {
  return String(item.fields['Start'] ?? '');
}

function link(path: string, item: ItemView): Html {
  return html`<a href="${path}/items/${encodeURIComponent(item.id)}">${item.label || '–'}</a>`;
}

export function tags(texts: readonly string[]): readonly Html[] {
  return texts.map((text) => html`<span class="tag">${text}</span> `);
}

function modified(item: ItemView): string {
  return item.modifiedAt.replace('T', ' ').slice(0, 19);
}
