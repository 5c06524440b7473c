"""What somebody does with python3-exchangelib against an Exchange server, step by step.

Reads {"url", "user", "password", "mailbox", "colleague", "signIn", "version"} from standard input and writes one line
of JSON per step to standard output: {"step", "result"} or {"step", "error"}. Nothing here knows that the server is a
simulator.
"""

import json
import sys
import traceback
from datetime import timedelta

from exchangelib import (
    BASIC,
    DELEGATE,
    IMPERSONATION,
    NTLM,
    Account,
    Build,
    CalendarItem,
    Configuration,
    Contact,
    Credentials,
    EWSDate,
    EWSDateTime,
    EWSTimeZone,
    ExtendedProperty,
    HTMLBody,
    Mailbox,
    UTC,
    Version,
)
from exchangelib.fields import FRIDAY, MONDAY
from exchangelib.indexed_properties import EmailAddress, PhoneNumber, PhysicalAddress
from exchangelib.properties import Attendee
from exchangelib.recurrence import Recurrence, WeeklyPattern
from exchangelib.services import GetServerTimeZones
from exchangelib.version import EXCHANGE_2010

TOLD = json.load(sys.stdin)
ROME = EWSTimeZone("Europe/Rome")


class Stamp(ExtendedProperty):
    property_set_id = "f3b1c7d2-5a0e-4c39-9d2e-7a6b8c1d2e3f"
    property_name = "CrmObjectId"
    property_type = "String"


Contact.register("stamp", Stamp)
CalendarItem.register("stamp", Stamp)


def tell(**line):
    print(json.dumps(line, default=str, ensure_ascii=True), flush=True)


def step(name):
    """Runs a step at once; one that fails does not stop the others."""

    def run(act):
        try:
            tell(step=name, result=act())
        except Exception as error:  # whatever it is belongs into the report
            tell(step=name, error=f"{type(error).__name__}: {error}", trace=traceback.format_exc()[-1500:])

    return run


def moment(value):
    return None if value is None else value.astimezone(UTC).isoformat()


VERSIONS = {"Exchange2007_SP1": Build(8, 3, 83, 0)}

config = Configuration(
    service_endpoint=TOLD["url"],
    credentials=Credentials(TOLD["user"], TOLD["password"]),
    auth_type={"basic": BASIC, "ntlm": NTLM, "guess": None}[TOLD["signIn"]],
    version=None if TOLD.get("version") is None else Version(VERSIONS[TOLD["version"]], TOLD["version"]),
)
account = Account(
    primary_smtp_address=TOLD["mailbox"],
    config=config,
    autodiscover=False,
    access_type=IMPERSONATION if TOLD.get("impersonate", True) else DELEGATE,
    default_timezone=ROME,
)


@step("version")
def _():
    return {"build": str(account.version.build), "api": account.version.api_version}


@step("folders")
def _():
    return {
        "contacts": account.contacts.folder_class,
        "calendar": account.calendar.folder_class,
        "tree": sorted(folder.name for folder in account.msg_folder_root.walk()),
    }


@step("sync contacts from the beginning")
def _():
    return [(change, item.__class__.__name__) for change, item in account.contacts.sync_items(only_fields=["display_name"])]


contact_id = None


@step("create contact")
def _():
    global contact_id
    contact = Contact(
        account=account,
        folder=account.contacts,
        display_name="Niccolò Dell'Orto & Figli",
        given_name="Niccolò",
        surname="Dell'Orto & Figli",
        company_name="Azienda <Test>",
        email_addresses=[EmailAddress(label="EmailAddress1", email="n.dellorto@esempio.example")],
        phone_numbers=[PhoneNumber(label="MobilePhone", phone_number="+39 333 1234567")],
        physical_addresses=[PhysicalAddress(label="Business", street="Via Roma 1", city="Milano", zipcode="20121")],
        birthday=EWSDate(1970, 5, 17),
        categories=["CRM", "Clienti"],
        body="Prima riga\nseconda riga",
        stamp="crm:1:contact:4711",
    )
    contact.save()
    contact_id = (contact.id, contact.changekey)
    return bool(contact.id)


@step("read contact")
def _():
    contact = account.contacts.get(id=contact_id[0])
    return {
        "given_name": contact.given_name,
        "surname": contact.surname,
        "company_name": contact.company_name,
        "email": [entry.email for entry in contact.email_addresses],
        "phones": {entry.label: entry.phone_number for entry in contact.phone_numbers if entry.phone_number},
        "city": [entry.city for entry in contact.physical_addresses],
        "birthday": contact.birthday.isoformat(),
        "categories": contact.categories,
        "body": str(contact.body),
        "stamp": contact.stamp,
    }


@step("change contact")
def _():
    contact = account.contacts.get(id=contact_id[0])
    contact.job_title = "Responsabile acquisti"
    contact.phone_numbers = [PhoneNumber(label="BusinessPhone", phone_number="+39 02 1234567")]
    contact.save(update_fields=["job_title", "phone_numbers"])
    again = account.contacts.get(id=contact_id[0])
    return {
        "job_title": again.job_title,
        "phones": {entry.label: entry.phone_number for entry in again.phone_numbers or [] if entry.phone_number},
        "new change key": again.changekey != contact_id[1],
        "surname": again.surname,
    }


@step("search contacts")
def _():
    return {
        "by surname": account.contacts.filter(surname__contains="Orto").count(),
        "by stamp": account.contacts.filter(stamp="crm:1:contact:4711").count(),
        "by category": account.contacts.filter(categories__contains=["CRM"]).count(),
        "by nothing": account.contacts.filter(surname="Nessuno").count(),
    }


@step("sync contacts")
def _():
    changes = [(change, getattr(item, "surname", None)) for change, item in account.contacts.sync_items(only_fields=["surname"])]
    again = list(account.contacts.sync_items(only_fields=["surname"]))
    return {"changes": changes, "nothing twice": len(again)}


appointment_id = None


@step("create appointment")
def _():
    global appointment_id
    item = CalendarItem(
        account=account,
        folder=account.calendar,
        subject="Visita cliente",
        start=EWSDateTime(2026, 12, 3, 9, 0, tzinfo=ROME),
        end=EWSDateTime(2026, 12, 3, 10, 30, tzinfo=ROME),
        location="Milano",
        body=HTMLBody("<html><body><p>Portare il <b>contratto</b></p></body></html>"),
        categories=["CRM"],
        reminder_is_set=True,
        reminder_minutes_before_start=30,
        stamp="crm:1:appointment:88",
    )
    item.save()
    appointment_id = (item.id, item.changekey)
    return bool(item.id)


@step("read and change appointment")
def _():
    item = account.calendar.get(id=appointment_id[0])
    before = {
        "start": moment(item.start),
        "end": moment(item.end),
        "zone": None if item._start_timezone is None else item._start_timezone.ms_id,
        "html": "<b>contratto</b>" in str(item.body),
        "type": item.type,
        "reminder": item.reminder_minutes_before_start,
        "stamp": item.stamp,
    }
    item.start += timedelta(hours=1)
    item.end += timedelta(hours=1)
    item.subject = "Visita cliente (spostata)"
    item.save(update_fields=["start", "end", "subject"])
    again = account.calendar.get(id=appointment_id[0])
    return {"before": before, "after": {"start": moment(again.start), "subject": again.subject}}


@step("all-day appointment")
def _():
    item = CalendarItem(
        account=account,
        folder=account.calendar,
        subject="Fiera",
        start=EWSDate(2026, 12, 9),
        end=EWSDate(2026, 12, 11),
        is_all_day=True,
    )
    item.save()
    again = account.calendar.get(id=item.id)
    return {"start": again.start.isoformat(), "end": again.end.isoformat(), "all day": again.is_all_day}


series_id = None


@step("create series")
def _():
    global series_id
    item = CalendarItem(
        account=account,
        folder=account.calendar,
        subject="Riunione",
        start=EWSDateTime(2026, 12, 4, 9, 0, tzinfo=ROME),
        end=EWSDateTime(2026, 12, 4, 10, 0, tzinfo=ROME),
        recurrence=Recurrence(
            pattern=WeeklyPattern(interval=1, weekdays=[FRIDAY], first_day_of_week=MONDAY),
            start=EWSDate(2026, 12, 4),
            number=5,
        ),
    )
    item.save()
    series_id = (item.id, item.changekey)
    return bool(item.id)


@step("read series")
def _():
    master = account.calendar.get(id=series_id[0])
    return {
        "type": master.type,
        "weekdays": list(master.recurrence.pattern.weekdays),
        "number": master.recurrence.boundary.number,
        "first": moment(master.first_occurrence.start),
        "last": moment(master.last_occurrence.start),
        "modified": master.modified_occurrences,
        "deleted": master.deleted_occurrences,
    }


@step("exception and deletion")
def _():
    master = account.calendar.get(id=series_id[0])
    second = master.occurrence(index=2)
    second.refresh()
    second.subject = "Riunione straordinaria"
    second.start = EWSDateTime(2026, 12, 10, 15, 0, tzinfo=ROME)
    second.end = EWSDateTime(2026, 12, 10, 16, 0, tzinfo=ROME)
    second.save(update_fields=["subject", "start", "end"])
    third = master.occurrence(index=3)
    third.refresh()
    third.delete()
    again = account.calendar.get(id=series_id[0])
    modified = again.modified_occurrences[0]
    exception = account.calendar.get(id=modified.id)
    return {
        "modified": [moment(modified.original_start), moment(modified.start)],
        "deleted": [moment(each.start) for each in again.deleted_occurrences],
        "exception": [exception.type, exception.subject],
        "new change key": again.changekey != series_id[1],
        "master of the exception": exception.recurring_master().refresh().id == series_id[0],
    }


@step("calendar view")
def _():
    items = account.calendar.view(
        start=EWSDateTime(2026, 12, 1, tzinfo=ROME), end=EWSDateTime(2027, 1, 3, tzinfo=ROME)
    )
    return [(item.type, item.subject, item.start.isoformat()[:10]) for item in items]


@step("occurrence that is deleted or does not exist")
def _():
    master = account.calendar.get(id=series_id[0])
    told = []
    for index in (3, 6):
        try:
            master.occurrence(index=index).refresh()
            told.append(None)
        except Exception as error:
            told.append(type(error).__name__)
    return told


@step("change whole series")
def _():
    master = account.calendar.get(id=series_id[0])
    master.location = "Sala grande"
    master.save(update_fields=["location"])
    again = account.calendar.get(id=series_id[0])
    exception = account.calendar.get(id=again.modified_occurrences[0].id)
    return [again.location, exception.location, exception.subject]


@step("sync calendar")
def _():
    changes = [(change, getattr(item, "type", None)) for change, item in account.calendar.sync_items(only_fields=["subject", "type"])]
    return sorted(changes)


@step("meeting")
def _():
    item = CalendarItem(
        account=account,
        folder=account.calendar,
        subject="Incontro",
        start=EWSDateTime(2026, 12, 14, 9, 0, tzinfo=ROME),
        end=EWSDateTime(2026, 12, 14, 10, 0, tzinfo=ROME),
        required_attendees=[Attendee(mailbox=Mailbox(email_address=TOLD["colleague"]), response_type="Unknown")],
    )
    item.save(send_meeting_invitations="SendToAllAndSaveCopy")
    again = account.calendar.get(id=item.id)
    return {
        "attendees": [attendee.mailbox.email_address for attendee in again.required_attendees],
        "organizer": again.organizer.email_address,
        "mine": again.my_response_type,
    }


@step("server time zones")
def _():
    zones = list(
        GetServerTimeZones(protocol=account.protocol).call(
            timezones=[EWSTimeZone("Europe/Rome"), EWSTimeZone("America/New_York")], return_full_timezone_data=True
        )
    )
    return {zone.id: [len(zone.periods), len(zone.transitions), len(zone.transitions_groups)] for zone in zones}


@step("free and busy")
def _():
    views = account.protocol.get_free_busy_info(
        accounts=[(account, "Organizer", False)],
        start=EWSDateTime(2026, 12, 3, tzinfo=ROME),
        end=EWSDateTime(2026, 12, 4, tzinfo=ROME),
    )
    return [
        [[event.busy_type, event.start.isoformat(), event.end.isoformat()] for event in view.calendar_events or []]
        for view in views
    ]


@step("resolve names")
def _():
    found = account.protocol.resolve_names([TOLD["colleague"].split("@")[0]], return_full_contact_data=True)
    return [mailbox.email_address for mailbox, contact in found]


@step("delegates")
def _():
    return [delegate.user_id.primary_smtp_address for delegate in account.delegates]


@step("delete")
def _():
    account.contacts.get(id=contact_id[0]).delete()
    account.calendar.get(id=appointment_id[0]).move_to_trash()
    master = account.calendar.get(id=series_id[0])
    master.delete()
    return {
        "contacts": account.contacts.all().count(),
        "trash": [item.subject for item in account.trash.all()],
        "changes": sorted(change for change, _ in account.calendar.sync_items()),
    }
