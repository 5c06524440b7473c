import { z } from 'zod';
import type { Appointment, NotExpressibleCode } from '../../model/index.ts';
import { body } from './text-schema.ts';

/** `not_read_yet`: it was imported before series were synchronised. */
export type KeptRuleCode = NotExpressibleCode | 'not_read_yet';

/** The rule of a series that Exchange cannot have as it is: kept as it came, shown and never written. */
export type KeptRule = {
  /** The lines of the file that make it a series; empty where the rule itself was lost. */
  readonly verbatim: string;
  /** Why; with `parameters` a sentence of `recurrence.notExpressible`. */
  readonly code: KeptRuleCode;
  readonly parameters: Readonly<Record<string, string | number>>;
};

/** An appointment as the built-in CRM holds it. */
export type CrmAppointment = Appointment & { readonly keptRule?: KeptRule | null };

export const keptRuleSchema = z.strictObject({
  verbatim: body.unwrap().unwrap(),
  code: z.string().max(100),
  parameters: z.record(z.string().max(100), z.union([z.string().max(1_000), z.number()])),
});
