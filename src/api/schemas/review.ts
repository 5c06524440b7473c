import { z } from 'zod';
import type { Review, ReviewedItem } from '../../connector/index.ts';
import { appointmentSchema } from './appointment.ts';
import { contactSchema } from './contact.ts';
import { itemTypeSchema, parametersSchema, sideSchema } from './item-type.ts';
import { named } from './named.ts';
import { codedProblemSchema, reasonSchema } from './reason.ts';

export const reviewedItemSchema = named(
  'ReviewedItem',
  z.object({
    itemType: itemTypeSchema,
    side: sideSchema,
    itemId: z.string(),
    contact: contactSchema.nullable().describe('`null` for an appointment, or where it cannot be read (any more).'),
    appointment: appointmentSchema.nullable().describe('`null` for a contact, or where it cannot be read (any more).'),
  }),
);

export const reviewSchema = named(
  'Review',
  z.object({
    questions: z
      .array(
        reviewedItemSchema.extend({
          reason: reasonSchema,
          remedy: z.string().describe('Code of what a person can do.'),
          candidates: z
            .array(reviewedItemSchema)
            .readonly()
            .describe('Items of the other side that could be the same.'),
        }),
      )
      .readonly(),
    parked: z
      .array(
        reviewedItemSchema.extend({
          error: z.object({ code: z.string(), details: parametersSchema }),
          attempts: z.int(),
          nextAt: z.string().describe('Tried again then, or as soon as the item changes.'),
        }),
      )
      .readonly()
      .describe('Put aside after errors.'),
    more: z.boolean().describe('There is more than is listed.'),
    mailboxProblem: codedProblemSchema
      .nullable()
      .describe('Why the items of the mailbox stand here without content; `null` when the server answered.'),
  }),
);

type ReviewResource = z.output<typeof reviewSchema>;

export function reviewResource(review: Review): ReviewResource {
  return {
    ...review,
    questions: review.questions.map((question) => ({
      ...question,
      ...contentOf(question),
      candidates: question.candidates.map((candidate) => ({ ...candidate, ...contentOf(candidate) })),
    })),
    parked: review.parked.map((item) => ({ ...item, ...contentOf(item) })),
  };
}

function contentOf({ itemType, fields }: ReviewedItem) {
  return {
    contact: itemType === 'contacts' ? (fields as z.output<typeof contactSchema> | null) : null,
    appointment: itemType === 'appointments' ? (fields as z.output<typeof appointmentSchema> | null) : null,
  };
}
