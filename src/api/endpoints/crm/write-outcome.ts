import type { ReadResult, StoredRecord, WriteResult } from '../../../crm/builtin/index.ts';
import { ApiRefusal } from '../../problem.ts';

/** @throws ApiRefusal, or the CRM's own error when it does not accept the fields */
export function writtenRecord(result: WriteResult): StoredRecord {
  switch (result.kind) {
    case 'done':
      return result.record;
    case 'conflict': {
      const details = { version: result.current.version };
      throw new ApiRefusal(412, 'crm_record_changed', 'the record was changed since it was read', details);
    }
    case 'forbidden':
      throw new ApiRefusal(403, 'crm_record_forbidden', 'the user may not do this to the record');
    case 'readOnly': {
      const details = { reason: result.reason };
      throw new ApiRefusal(
        409,
        'crm_record_read_only',
        'a series that Exchange cannot have is shown and not changed',
        details,
      );
    }
    case 'refused':
      throw result.error;
    case 'gone':
    case 'unknown':
      throw missing(result.kind);
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
