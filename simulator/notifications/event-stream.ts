import type { ServerResponse } from 'node:http';
import { writeStreamedEnvelope } from '../soap/envelope.ts';
import type { ServerBuild } from '../soap/versions.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import { streamedNotification } from './event-nodes.ts';
import type { Subscriptions } from './subscriptions.ts';

/** How long the minutes of a stream are, and how often it says that it is alive; tests make both shorter. */
export interface StreamTimes {
  readonly minuteMs: number;
  readonly heartbeatMs: number;
}

/** As Exchange keeps them. */
export const STREAM_TIMES: StreamTimes = { minuteMs: 60_000, heartbeatMs: 45_000 };

/** The open streams of a server. */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();
  readonly times: StreamTimes;

  constructor(times: StreamTimes) {
    this.times = times;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Cuts them off in the middle, as a proxy does. */
  cut(): void {
    for (const response of this.#open) response.socket?.destroy();
  }

  /**
   * Begins with an answer that has been made, and goes on until the time is over or a subscription is lost.
   * @param ids of one mailbox or of several
   */
  run(
    response: ServerResponse,
    first: XmlNode,
    stream: { readonly ids: readonly string[]; readonly minutes: number },
    { subscriptions, build }: { readonly subscriptions: Subscriptions; readonly build: ServerBuild },
  ): void {
    const send = (node: XmlNode) => response.write(writeStreamedEnvelope(node, build));
    response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' });
    send(first);
    if (stream.ids.some((id) => subscriptions.find(id) === undefined)) return void response.end();

    this.#open.add(response);
    const heartbeat = setInterval(() => send(answer([status('OK')])), this.times.heartbeatMs);
    const close = () => {
      clearInterval(heartbeat);
      clearTimeout(timer);
      for (const id of stream.ids) {
        const subscription = subscriptions.find(id);
        if (subscription?.wake === wake) subscription.wake = () => {};
      }
      this.#open.delete(response);
    };
    const timer = setTimeout(() => {
      send(answer([status('Closed')]));
      close();
      response.end();
    }, stream.minutes * this.times.minuteMs);

    let isScheduled = false;
    const wake = () => {
      if (isScheduled) return;
      isScheduled = true;
      // What one request changes is told in one breath.
      setImmediate(flush);
    };
    const flush = () => {
      isScheduled = false;
      if (!this.#open.has(response)) return;
      const lost = stream.ids.filter((id) => subscriptions.find(id) === undefined);
      if (lost.length > 0) {
        send(lostAnswer(lost));
        close();
        return void response.end();
      }
      const notifications = stream.ids.flatMap((id) => {
        const subscription = subscriptions.find(id);
        return subscription === undefined || subscription.queue.length === 0
          ? []
          : [streamedNotification(subscription)];
      });
      if (notifications.length > 0) send(answer([element('m:Notifications', {}, notifications), status('OK')]));
    };
    for (const id of stream.ids) {
      const subscription = subscriptions.find(id);
      if (subscription !== undefined) subscription.wake = wake;
    }
    response.once('close', close);
    wake();
  }
}

function status(text: 'OK' | 'Closed'): XmlNode {
  return textElement('m:ConnectionStatus', text);
}

function answer(content: readonly XmlNode[], responseClass = 'Success', code = 'NoError'): XmlNode {
  const message = element('m:GetStreamingEventsResponseMessage', { ResponseClass: responseClass }, [
    textElement('m:ResponseCode', code),
    ...content,
  ]);
  return element('m:GetStreamingEventsResponse', {}, [element('m:ResponseMessages', {}, [message])]);
}

function lostAnswer(ids: readonly string[]): XmlNode {
  const list = ids.map((id) => textElement('t:SubscriptionId', id));
  return answer([element('m:ErrorSubscriptionIds', {}, list), status('Closed')], 'Error', 'ErrorSubscriptionNotFound');
}
