import type { Instant } from '../time/instant.ts';

export interface Organizer {
  readonly address: string;
  readonly name?: string | null;
}

export interface Attendee {
  readonly address: string;
  readonly name?: string | null;
  readonly role: 'required' | 'optional' | 'resource';
  readonly response: 'none' | 'accepted' | 'tentative' | 'declined';
  readonly respondedAt?: Instant | null;
}
