import type { RunningSimulator, SimulatorOptions } from '../../simulator/index.ts';
import { startSimulator, UsersFileError } from '../../simulator/index.ts';
import { ConnectorError } from '../model/index.ts';

/** The simulator, with its refusals as errors that the command can say. @throws ConnectorError `port_in_use` */
export async function startSimulatorOrSay(options: SimulatorOptions): Promise<RunningSimulator> {
  try {
    return await startSimulator(options);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    const details = { port: options.port ?? 0 };
    throw new ConnectorError({
      code: 'port_in_use',
      disposition: 'halt',
      message: 'the port is taken',
      cause,
      details,
    });
  }
}

/** @throws ConnectorError `users_file_invalid` */
export function asInvalidUsersFile(cause: unknown): never {
  if (!(cause instanceof UsersFileError)) throw cause;
  const details = { reason: cause.message };
  throw new ConnectorError({ code: 'users_file_invalid', disposition: 'halt', message: cause.message, cause, details });
}
