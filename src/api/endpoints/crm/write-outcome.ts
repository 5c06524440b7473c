import type { ReadResult, StoredRecord, WriteResult } from '../../../crm/builtin/index.ts';
import { ApiRefusal } from '../../problem.ts';

/** @throws ApiRefusal, or the CRM's own error when it does not accept the fields */
export function writtenRecord(result: WriteResult): StoredRecord {
  if (result.kind === 'done') return result.record;
  throw refusedWrite(result);
}

/** Why nothing was written, as the API says it. */
export function refusedWrite(result: Exclude<WriteResult, { readonly kind: 'done' }>): Error {
  switch (result.kind) {
    case 'conflict': {
      const details = { version: result.current.version };
      return new ApiRefusal(412, 'crm_record_changed', 'the record was changed since it was read', details);
    }
    case 'forbidden':
      return new ApiRefusal(403, 'crm_record_forbidden', 'the user may not do this to the record');
    case 'readOnly': {
      const details = { reason: result.reason };
      return new ApiRefusal(
        409,
        'crm_record_read_only',
        'a series that Exchange cannot have is shown and not changed',
        details,
      );
    }
    case 'refused':
      return result.error;
    case 'gone':
    case 'unknown':
      return missing(result.kind);
  }
}

/** @throws ApiRefusal 404 or 410 */
export function foundRecord(result: ReadResult): StoredRecord {
  if (result.kind === 'found') return result.record;
  throw missing(result.kind);
}

export function missing(kind: 'gone' | 'unknown'): ApiRefusal {
  return kind === 'gone'
    ? new ApiRefusal(410, 'crm_record_gone', 'the record was deleted')
    : new ApiRefusal(404, 'crm_record_unknown', 'there is no such record, or the user may not see it');
}
