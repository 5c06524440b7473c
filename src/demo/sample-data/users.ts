/** The people of Meccanica Brenta S.r.l., Bassano del Grappa: presses and cutting lines for sheet metal. */
export interface SampleUser {
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly timeZone: string;
}

export const HOUSE = {
  name: 'Meccanica Brenta S.r.l.',
  domain: 'meccanica-brenta.example',
  phone: '+39 0424 555 100',
} as const;

const giulia: SampleUser = {
  name: 'giulia',
  displayName: 'Giulia Zanetti',
  email: `giulia.zanetti@${HOUSE.domain}`,
  timeZone: 'Europe/Rome',
};
const marco: SampleUser = {
  name: 'marco',
  displayName: 'Marco Dalla Costa',
  email: `marco.dallacosta@${HOUSE.domain}`,
  timeZone: 'Europe/Rome',
};
const elena: SampleUser = {
  name: 'elena',
  displayName: 'Elena Però',
  email: `elena.pero@${HOUSE.domain}`,
  timeZone: 'Europe/Rome',
};

/** Sales for Italy, sales for the rest of Europe, service. */
export const SAMPLE_USERS = { giulia, marco, elena } as const;
export type SampleUserName = keyof typeof SAMPLE_USERS;
