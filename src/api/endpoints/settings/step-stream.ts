import type { FastifyReply } from 'fastify';
import type { ConnectionTest, Connector } from '../../../connector/index.ts';
import { errorFacts } from '../../../observability/index.ts';
import { openEventStream } from '../../event-stream.ts';
import type { ConnectionTestEnd } from '../../resources.ts';

export const STEP_STREAM =
  'The answer is `text/event-stream`: `step` carries a ConnectionStep as soon as it is known, all in their order; ' +
  'the last event is `end` with a ConnectionTestEnd. The test ends when its reader goes away.';

/** Sends the steps of a connection test as they come; resolves when the test has ended. */
export async function streamSteps({ parts }: Connector, reply: FastifyReply, test: ConnectionTest): Promise<void> {
  const stream = openEventStream(reply);
  let outcome: ConnectionTestEnd['outcome'] = 'ok';
  try {
    for await (const step of test) {
      if (stream.closed.aborted) break;
      stream.send('step', step);
      if (step.state === 'failed') outcome = 'failed';
      else if (step.state === 'warning' && outcome === 'ok') outcome = 'warnings';
    }
  } catch (error) {
    // The answer has begun: that it did not work is all that can be said here; the log names the place.
    parts.log.error('connection test failed', errorFacts(error));
    outcome = 'failed';
  }
  stream.send('end', { outcome });
  stream.end();
}
