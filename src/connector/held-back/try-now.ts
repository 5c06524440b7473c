import type { Connector } from '../connector.ts';
import { refusal } from '../refusal.ts';

/**
 * An administrator wants to know whether what stopped a server is over: one of the mailboxes that wait is tried at once.
 * @param actor login name, or `operator`
 * @throws ConnectorError `stop_unknown`: it is over, or never was
 */
export async function tryStopNow(
  { parts, admission }: Pick<Connector, 'parts' | 'admission'>,
  actor: string,
  id: string,
): Promise<void> {
  const stop = admission.stops().find((known) => known.id === id);
  if (stop === undefined || !admission.tryNow(id))
    throw refusal('stop_unknown', `nothing is stopped as ${id}`, { stop: id });
  const { server, itemType } = stop;
  await parts.people.audit({
    actor,
    action: 'stop_tried',
    object: null,
    details: { server: server ?? 'CRM', itemType },
  });
}
