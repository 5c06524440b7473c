import { rankOf } from '../soap/versions.ts';
import { legacyDnOf } from '../state/directory.ts';
import type { SimulatorUser } from '../users.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import { attributeOf, childOrThrow } from '../xml/read.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';

/** Exchange shows no more than this many candidates. */
const MAX_RESOLUTIONS = 100;

/** Looks people up in the directory by address, beginning of a name, or legacy DN. */
export const resolveNames: Operation = (request, context) => {
  const full = /^\s*(true|1)\s*$/.test(attributeOf(request, 'ReturnFullContactData'));
  return answerEach(request, [childOrThrow(request, 'm:UnresolvedEntry')], context, ({ text }) => {
    // The scope "Contacts" leaves the directory out.
    const inDirectory = attributeOf(request, 'SearchScope') !== 'Contacts';
    const users = inDirectory ? context.organisation.directory.resolve(text) : [];
    if (users.length === 0) throw new ItemError('ErrorNameResolutionNoResults', 'No results were found.');
    const shown = users.slice(0, MAX_RESOLUTIONS);
    const attributes = {
      TotalItemsInView: String(shown.length),
      IncludesLastItemInRange: String(shown.length === users.length),
    };
    const set = element(
      'm:ResolutionSet',
      attributes,
      shown.map((user) => resolution(user, full, context)),
    );
    if (users.length > 1) {
      throw new ItemError('ErrorNameResolutionMultipleResults', 'Multiple results were found.', {}, [set]);
    }
    return [set];
  });
};

function resolution(user: SimulatorUser, full: boolean, context: OperationContext): XmlNode {
  const mailbox = element('t:Mailbox', {}, [
    textElement('t:Name', user.displayName),
    textElement('t:EmailAddress', user.smtp),
    textElement('t:RoutingType', 'SMTP'),
    textElement('t:MailboxType', 'Mailbox'),
  ]);
  return element('t:Resolution', {}, [mailbox, full ? directoryContact(user, context) : undefined]);
}

function directoryContact(user: SimulatorUser, { version }: OperationContext): XmlNode {
  const [givenName = '', ...rest] = user.displayName.split(' ');
  const addresses = [
    `SMTP:${user.smtp}`,
    ...(user.aliases ?? []).map((alias) => `smtp:${alias}`),
    `EX:${legacyDnOf(user)}`,
  ];
  const entries = addresses
    .slice(0, 3)
    .map((text, index) => element('t:Entry', { Key: `EmailAddress${index + 1}` }, text));
  return element('t:Contact', {}, [
    textElement('t:DisplayName', user.displayName),
    textElement('t:GivenName', givenName),
    element('t:EmailAddresses', {}, entries),
    textElement('t:ContactSource', 'ActiveDirectory'),
    textElement('t:Surname', rest.join(' ')),
    rankOf(version) >= rankOf('Exchange2010_SP2') ? textElement('t:Alias', user.user) : undefined,
  ]);
}
