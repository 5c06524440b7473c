"""How python3-exchangelib is told of changes: by streaming and by pull.

Reads {"url", "user", "password", "mailbox"} from standard input and writes one line of JSON per step to standard
output. Nothing here knows that the server is a simulator.
"""

import json
import sys
import traceback

from exchangelib import BASIC, IMPERSONATION, Account, Configuration, Contact, Credentials

TOLD = json.load(sys.stdin)


def step(name):
    def run(act):
        try:
            print(json.dumps({"step": name, "result": act()}, default=str), flush=True)
        except Exception as error:  # whatever it is belongs into the report
            line = {"step": name, "error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()[-1500:]}
            print(json.dumps(line), flush=True)

    return run


config = Configuration(
    service_endpoint=TOLD["url"], credentials=Credentials(TOLD["user"], TOLD["password"]), auth_type=BASIC
)
account = Account(
    primary_smtp_address=TOLD["mailbox"], config=config, autodiscover=False, access_type=IMPERSONATION
)


def kinds(notification):
    return sorted({event.ELEMENT_NAME for event in notification.events})


@step("streaming")
def _():
    with account.contacts.streaming_subscription() as subscription:
        contact = Contact(account=account, folder=account.contacts, display_name="Anna Verdi", given_name="Anna")
        contact.save()
        stream = account.contacts.get_streaming_events(subscription, connection_timeout=1, max_notifications_returned=1)
        told = [kinds(notification) for notification in stream]
        contact.move_to_trash()
        stream = account.contacts.get_streaming_events(subscription, connection_timeout=1, max_notifications_returned=1)
        return told + [kinds(notification) for notification in stream]


@step("a stream without changes ends by itself")
def _():
    with account.contacts.streaming_subscription() as subscription:
        return [kinds(found) for found in account.contacts.get_streaming_events(subscription, connection_timeout=1)]


@step("pull")
def _():
    with account.contacts.pull_subscription() as (subscription, watermark):
        quiet = [kinds(found) for found in account.contacts.get_events(subscription, watermark)]
        Contact(account=account, folder=account.contacts, display_name="Bruno Neri", given_name="Bruno").save()
        return quiet + [kinds(found) for found in account.contacts.get_events(subscription, watermark)]
