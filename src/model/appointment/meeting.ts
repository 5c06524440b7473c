/** What an appointment with invited people is to the owner of the calendar that it lies in. */
export interface Meeting {
  /** In doubt `attendee`: what an attendee changes is nobody else's business. */
  readonly role: 'organizer' | 'attendee';
  readonly isCancelled: boolean;
  /** How many others are invited, rooms among them: whom mail about it would reach. */
  readonly recipients: number;
}
