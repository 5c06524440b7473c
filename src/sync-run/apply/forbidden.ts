import { ConnectorError } from '../../model/index.ts';

/** @param itemRef the record, or the item for which one was to be made */
export function forbidden(itemRef: string): ConnectorError {
  return new ConnectorError({
    code: 'crm_write_forbidden',
    disposition: 'quarantine',
    message: 'The user may not change this record',
    itemRef,
  });
}
