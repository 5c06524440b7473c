import { readFileSync } from 'node:fs';
import type { RunningSimulator, SimulatedMailbox, SimulatorUser } from '../../../simulator/index.ts';
import { startSimulator } from '../../../simulator/index.ts';
import type { Language } from '../../../src/messages/index.ts';
import { launchBrowser } from '../../support/browser.ts';
import { GIULIA, MARIO, SERVICE } from '../../support/configuration.ts';
import type { Served } from '../../support/served.ts';
import { serve } from '../../support/served.ts';
import type { Visitor } from './visitor.ts';
import { openVisitor } from './visitor.ts';

/** A fresh installation, the company's Exchange behind a certificate of its own, and browsers. */
export interface StoryWorld {
  readonly served: Served;
  readonly exchange: RunningSimulator;
  /** Everything that the API has answered to a browser. */
  readonly answers: readonly string[];
  /** What the browsers complained of. */
  complaints(): readonly string[];
  visit(address?: string): Promise<Visitor>;
  /** As the administrator of Exchange does. */
  changeServicePassword(next: string): void;
  close(): Promise<void>;
}

/** A mailbox of the house, which nobody's e-mail address is that of. */
export const INFO: SimulatorUser = {
  user: 'info',
  password: 'nessuno-entra-con-questa',
  domain: 'AZIENDA',
  smtp: 'info@azienda.example',
  displayName: 'Informazioni',
};

export async function openStoryWorld(language: Language): Promise<StoryWorld> {
  const exchange = await startSimulator({ users: [SERVICE, MARIO, GIULIA, INFO], tls: certificate() });
  const [served, browser] = await Promise.all([serve(), launchBrowser()]);
  const answers: string[] = [];
  const visitors: Visitor[] = [];
  return {
    served,
    exchange,
    answers,
    complaints: () => visitors.flatMap(({ complaints }) => complaints),
    async visit(address = served.url) {
      const visitor = await openVisitor(browser, {
        language,
        address,
        onAnswer: (text) => answers.push(text),
      });
      visitors.push(visitor);
      return visitor;
    },
    changeServicePassword(next) {
      exchange.changePassword(SERVICE.user, next);
      exchange.recycle();
    },
    async close() {
      await browser.close();
      await served.close();
      await exchange.close();
    },
  };
}

/** What stood in Exchange before anybody thought of Raccordo. */
export function fillMailbox(mailbox: SimulatedMailbox): void {
  mailbox.add('contacts', 'Contact', {
    GivenName: 'Paolo',
    Surname: 'Verdi',
    'EmailAddresses/EmailAddress1': 'paolo.verdi@fornitore.example',
    'PhoneNumbers/BusinessPhone': '030 555 1234',
  });
  mailbox.add('contacts', 'Contact', { GivenName: 'Lucia', Surname: 'Gallo' });
  mailbox.add('calendar', 'CalendarItem', {
    Subject: 'Collaudo della pressa',
    Start: '2027-03-09T09:00:00Z',
    End: '2027-03-09T10:00:00Z',
  });
}

/** Its own issuer, as the one that Exchange installs. */
function certificate() {
  const read = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
  return { key: read('self-signed.key'), cert: read('self-signed.cert') };
}
