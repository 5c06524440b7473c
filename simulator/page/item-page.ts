import type { ItemView } from '../person/item-view.ts';
import type { SimulatedMailbox } from '../person/simulated-mailbox.ts';
import type { ItemKind } from '../state/item.ts';
import { customZoneIn } from '../time-zones/custom-zone.ts';
import { WINDOWS_ZONES } from '../time-zones/windows-zones.generated.ts';
import { wallTimeOf } from '../time-zones/zone.ts';
import type { FormField } from './form-fields.ts';
import { formFieldsOf, formValue } from './form-fields.ts';
import { mailboxPath } from './home-page.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { TextKey, Texts } from './texts.ts';

/** The form of an item, `null` for a new one, and what Outlook does not show of it. */
export function itemPage(mailbox: SimulatedMailbox, kind: ItemKind, item: ItemView | null, t: Texts): Html {
  const path = mailboxPath(mailbox.smtp);
  const folder = item?.folder ?? (kind === 'Contact' ? 'contacts' : 'calendar');
  const action = item === null ? `${path}/new?kind=${kind}` : `${path}/items/${encodeURIComponent(item.id)}`;
  return html`<p><a href="${path}?folder=${encodeURIComponent(folder)}">${t.back}</a></p>
<p class="notice" data-watch="${item === null ? '' : `/api/mailboxes/${encodeURIComponent(mailbox.smtp)}/items/${encodeURIComponent(item.id)}`}" data-change-key="${item?.changeKey ?? ''}" role="status" hidden>${t.changedMeanwhile} <a href="${action}">${t.reload}</a></p>
${item?.hasPhoto === true ? html`<p><img class="photo" src="${action}/photo?${item.changeKey}" alt="${t.photoOf} ${item.label}"></p>` : null}
<form method="post" action="${action}" class="item">
${formFieldsOf(kind).map((field, index, all) => control(field, item, all[index - 1]?.group !== field.group, t))}
<p class="actions"><button class="primary" name="action" value="save">${item === null ? t.create : t.save}</button></p>
</form>
${item === null ? null : itemActions(mailbox, item, action, t)}
${item?.isSeries === true ? occurrenceList(mailbox, item, path, t) : null}
${item === null ? null : technical(item, t)}`;
}

function control(field: FormField, item: ItemView | null, startsGroup: boolean, t: Texts): Html {
  const { key, label, group } = field;
  const id = `field-${key.replace(/[^A-Za-z0-9]/g, '-')}`;
  const heading = group !== undefined && startsGroup ? html`<h2 id="group-${group}">${t[group]}</h2>` : null;
  const hint = field.control === 'list' ? ` (${t.separatedByCommas})` : '';
  return html`${heading}<p class="field"><label for="${id}">${t[label]}${hint}</label>${input(field, id, formValue(field, item), t)}</p>
`;
}

function input({ key, control: type, group }: FormField, id: string, value: string, t: Texts): Html {
  if (type === 'textarea') return html`<textarea id="${id}" name="${key}" rows="5">${value}</textarea>`;
  if (type === 'checkbox') {
    return html`<input id="${id}" name="${key}" type="checkbox" value="true"${value === 'true' ? html` checked` : null}>`;
  }
  if (type === 'zone') {
    const known = WINDOWS_ZONES.map(([windows]) => [windows, windows] as const);
    const custom = customZoneIn(value);
    return select(key, id, value, custom === undefined ? known : [[value, custom.name], ...known]);
  }
  if (typeof type !== 'string')
    return select(
      key,
      id,
      value,
      type.map((word: TextKey) => [word, t[word]]),
    );
  const types = { text: 'text', list: 'text', number: 'number', date: 'date', moment: 'datetime-local' } as const;
  // "Street" alone does not say whose: the heading of the group belongs to the description.
  const described = group === undefined ? null : html` aria-describedby="group-${group}"`;
  return html`<input id="${id}" name="${key}" type="${types[type]}" value="${value}"${described}>`;
}

function select(key: string, id: string, value: string, options: readonly (readonly [string, string])[]): Html {
  return html`<select id="${id}" name="${key}">${options.map(
    ([option, label]) => html`<option value="${option}"${option === value ? html` selected` : null}>${label}</option>`,
  )}</select>`;
}

function itemActions(mailbox: SimulatedMailbox, item: ItemView, action: string, t: Texts): Html {
  if (isOccurrence(item)) {
    return html`<form method="post" action="${action}" class="bar"><button name="action" value="delete">${t.delete}</button></form>`;
  }
  const wanted = item.kind === 'CalendarItem' ? 'IPF.Appointment' : 'IPF.Contact';
  const targets = mailbox
    .folders()
    .filter(({ folderClass, distinguished }) => folderClass === wanted || distinguished === 'deleteditems')
    .map(
      (view) =>
        [
          view.distinguished ?? view.id,
          view.distinguished === null ? view.displayName : t[view.distinguished as TextKey],
        ] as const,
    );
  return html`<form method="post" action="${action}" class="bar">
<label for="target">${t.moveTo}</label> ${select('target', 'target', '', targets)}
<button name="action" value="move">${t.move}</button>
<button name="action" value="copy">${t.copy}</button>
<button name="action" value="delete">${t.delete}</button>
<button name="action" value="hardDelete" class="danger">${t.hardDelete}</button>
</form>`;
}

function isOccurrence({ fields }: ItemView): boolean {
  return fields['CalendarItemType'] === 'Occurrence' || fields['CalendarItemType'] === 'Exception';
}

const DAY_MS = 86_400_000;
const MAX_OCCURRENCES = 30;

/** From the last days on: what a person looks for lies ahead. */
function occurrenceList(mailbox: SimulatedMailbox, series: ItemView, path: string, t: Texts): Html {
  const begin = Math.max(Date.now() - 7 * DAY_MS, Date.parse(String(series.fields['Start'])));
  const instant = (ms: number) => new Date(ms).toISOString();
  const zone = String(series.fields['StartTimeZone'] ?? 'UTC');
  const shown = mailbox.occurrences(series.id, instant(begin), instant(begin + 366 * DAY_MS)).slice(0, MAX_OCCURRENCES);
  return html`<section aria-labelledby="occurrences"><h2 id="occurrences">${t.occurrences}</h2><ul>${shown.map(
    ({ id, label, fields }) =>
      html`<li><a href="${path}/items/${encodeURIComponent(id)}">${wallTimeOf(String(fields['Start']), zone).replace('T', ' ')} ${label}</a></li>`,
  )}</ul></section>`;
}

function technical(item: ItemView, t: Texts): Html {
  const rows: readonly (readonly [string, string])[] = [
    [t.itemId, item.id],
    [t.changeKey, item.changeKey],
    [t.searchKey, item.searchKey],
    [t.created, item.createdAt],
    [t.modified, `${item.modifiedAt} ${t.by} ${item.modifiedBy}`],
    ...Object.entries(item.extended).map(([key, value]) => [key.slice(2), String(value)] as const),
    ...Object.entries(item.fields)
      .filter(([, value]) => typeof value === 'string' && value.startsWith('<t:'))
      .map(([key, value]) => [key, String(value)] as const),
  ];
  return html`<details><summary>${t.technical}</summary><dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl></details>`;
}
