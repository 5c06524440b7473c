import { ConnectorError } from '../model/index.ts';

export function databaseClosed(): ConnectorError {
  return new ConnectorError({ code: 'database_closed', disposition: 'halt', message: 'the database is closed' });
}

/** Inside a transaction the outer object would wait for itself, or work beside the transaction. */
export function nestedTransaction(): ConnectorError {
  const message = 'inside a transaction only its own object may be used';
  return new ConnectorError({ code: 'nested_transaction', disposition: 'bug', message });
}

/** Another process has this process's data directory. */
export function lockLost(): ConnectorError {
  return new ConnectorError({
    code: 'database_lock_lost',
    disposition: 'halt',
    message: 'this process was silent for so long that another one took the data directory over',
  });
}
