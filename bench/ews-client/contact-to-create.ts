/** What both clients create. */
export function contactToCreate(n: number) {
  return {
    givenName: `Anna ${n}`,
    surname: 'Bianchi',
    companyName: 'Brenta Meccanica S.p.A.',
    jobTitle: 'Responsabile acquisti',
    department: 'Acquisti',
    email: `anna.${n}@brenta.example`,
    phone: `+39 049 ${1_000_000 + n}`,
    mobile: `+39 333 ${1_000_000 + n}`,
    street: `Via Emilia ${n}`,
    city: 'Forlì',
    postalCode: '47121',
    country: 'Italia',
    notes: 'Incontrata alla fiera; chiede il listino nuovo.\nRichiamare a settembre.',
  };
}
