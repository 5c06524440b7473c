import type { NotExpressible } from '../../../model/index.ts';

/** What became of the objects of a file. An object that is refused never holds up the others. */
export interface ImportReport {
  readonly created: number;
  /** The owner had a record with the same UID, and it differed. */
  readonly updated: number;
  readonly unchanged: number;
  /** Objects of other kinds: tasks, journals, free/busy times. */
  readonly ignored: number;
  readonly refused: readonly Refusal[];
  /** Series that Exchange cannot have as they are: among the others counted, kept as they came, not synchronised. */
  readonly kept: readonly KeptSeries[];
}

export interface KeptSeries {
  /** Line of the file at which it begins; from 1. */
  readonly line: number;
  readonly uid: string;
  readonly reason: NotExpressible;
}

export interface Refusal {
  /** Line of the file at which the object begins, or at which it breaks; from 1. */
  readonly line: number;
  readonly uid: string | null;
  /**
   * `unreadable_line`, `end_missing`, `end_unexpected`, `object_too_large`; `vcard_version_unsupported`,
   * `not_a_person`, `nothing_in_it`; `start_missing`, `time_unreadable`, `time_zone_unknown`,
   * `end_before_start`, `called_off` (a record that the owner has under the same UID stays as it is); `crm_invalid_record`, with the fields and rules in `problems`.
   */
  readonly code: string;
  readonly problems: string | null;
}

export interface ImportRequest {
  readonly content: string | Uint8Array;
  /** Who owns the records: the acting user, when absent. Only the operator imports for somebody else. */
  readonly ownerId?: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Counts while an import runs. */
export class ImportTally {
  private created = 0;
  private updated = 0;
  private unchanged = 0;
  private ignored = 0;
  private readonly refused: Refusal[] = [];
  private readonly kept: KeptSeries[] = [];

  refuse(line: number, uid: string | null, code: string, problems: string | null = null): void {
    this.refused.push({ line, uid, code, problems });
  }

  keep(line: number, uid: string, reason: NotExpressible): void {
    this.kept.push({ line, uid, reason });
  }

  ignore(): void {
    this.ignored += 1;
  }

  count(outcome: 'created' | 'updated' | 'unchanged'): void {
    this[outcome] += 1;
  }

  report(): ImportReport {
    const { created, updated, unchanged, ignored } = this;
    const inOrder = <T extends { readonly line: number }>(found: readonly T[]) =>
      found.toSorted((a, b) => a.line - b.line);
    return {
      created,
      updated,
      unchanged,
      ignored,
      refused: inOrder(this.refused),
      kept: inOrder(this.kept),
    };
  }
}
