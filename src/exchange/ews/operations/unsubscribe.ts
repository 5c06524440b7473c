import type { SoapChannel } from '../soap/channel.ts';
import { xml } from '../xml/write.ts';

/** Ends a subscription. One that the server does not know has ended already, so the answer is not looked at. */
export async function unsubscribe(channel: SoapChannel, id: string): Promise<void> {
  await channel.send({
    operation: 'Unsubscribe',
    writes: false,
    keepsServer: true,
    body: () => xml`<m:Unsubscribe><m:SubscriptionId>${id}</m:SubscriptionId></m:Unsubscribe>`,
  });
}
