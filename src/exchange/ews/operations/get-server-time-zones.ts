import type { SoapChannel } from '../soap/channel.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { childrenOf, findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

/**
 * The ids of all zones that the server has, lower case; for servers since 2010. Windows gets new zones now and then,
 * and a server has those of its last update.
 */
export async function getServerTimeZones(channel: SoapChannel): Promise<ReadonlySet<string>> {
  const response = await channel.send({
    operation: 'GetServerTimeZones',
    writes: false,
    // The definitions in full would be half a megabyte.
    body: () => xml`<m:GetServerTimeZones ReturnFullTimeZoneData="false"/>`,
  });
  const [message] = readResponseMessages(response);
  if (message === undefined)
    throw answerError('response_incomplete', 'GetServerTimeZones was answered without a message.');
  if (message.class === 'error') throw errorOf(message);
  const definitions = childrenOf(findDescendant(message.element, 'TimeZoneDefinitions'), 'TimeZoneDefinition');
  return new Set(definitions.flatMap(({ attributes }) => attributes.Id?.trim().toLowerCase() ?? []));
}
