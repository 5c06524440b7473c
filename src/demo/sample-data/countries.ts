/** What makes a name, a street and a number look right in each country that the firm sells to. */
export interface Country {
  readonly name: string;
  readonly women: readonly [string, ...string[]];
  readonly men: readonly [string, ...string[]];
  readonly surnames: readonly [string, ...string[]];
  readonly mobile: string;
  readonly streets: readonly [string, ...string[]];
  readonly titles: readonly [string, ...string[]];
  readonly jobs: readonly [string, ...string[]];
}

const italy: Country = {
  name: 'Italia',
  women: [
    'Alessandra',
    'Chiara',
    'Cristina',
    'Federica',
    'Francesca',
    'Ilaria',
    'Lucia',
    'Martina',
    'Nicoletta',
    'Paola',
    'Sabrina',
    'Silvia',
    'Valentina',
    'Noemi',
  ],
  men: [
    'Alberto',
    'Andrea',
    'Davide',
    'Enrico',
    'Fabio',
    'Giancarlo',
    'Lorenzo',
    'Luca',
    'Matteo',
    'Niccolò',
    'Paolo',
    'Riccardo',
    'Stefano',
    'Vittorio',
  ],
  surnames: [
    'Baù',
    'Bertoncello',
    'Bianchi',
    'Brunetti',
    'Cattaneo',
    'Colombo',
    'D’Agostino',
    'Dal Zotto',
    'De Luca',
    'Favaretto',
    'Ferrari',
    'Frigo',
    'Galli',
    'Gasparini',
    'Lunardon',
    'Marangoni',
    'Morandi',
    'Pozzobon',
    'Rossi',
    'Scapin',
    'Tosetto',
    'Viganò',
    'Zonta',
    'Scarpa',
  ],
  mobile: '+39 347 555',
  streets: [
    'Via dell’Industria',
    'Via Guglielmo Marconi',
    'Viale Europa',
    'Via delle Fornaci',
    'Via San Rocco',
    'Corso Milano',
    'Via Artigianato',
  ],
  titles: ['Ing.', 'Dott.', 'Geom.', 'P.I.'],
  jobs: [
    'Responsabile acquisti',
    'Direttore di stabilimento',
    'Ufficio tecnico',
    'Responsabile manutenzione',
    'Titolare',
    'Amministrazione',
    'Responsabile qualità',
    'Capo officina',
  ],
};

const germany: Country = {
  name: 'Deutschland',
  women: ['Annegret', 'Birgit', 'Claudia', 'Heike', 'Katrin', 'Mareike', 'Petra', 'Renate', 'Sabine', 'Ulrike'],
  men: ['Björn', 'Dieter', 'Frank', 'Günter', 'Holger', 'Jörg', 'Jürgen', 'Matthias', 'Stefan', 'Uwe'],
  surnames: [
    'Bäcker',
    'Baumgärtner',
    'Brückner',
    'Fischer',
    'Großmann',
    'Hübner',
    'Jäger',
    'Köhler',
    'Krämer',
    'Lindemann',
    'Müller',
    'Schäfer',
    'Strauß',
    'Vogt',
    'Weiß',
    'Zöllner',
  ],
  mobile: '+49 151 555',
  streets: ['Industriestraße', 'Am Gewerbepark', 'Röntgenstraße', 'Hüttenweg', 'Schmiedegasse'],
  titles: ['Dr.', 'Dipl.-Ing.'],
  jobs: [
    'Einkaufsleiter',
    'Betriebsleiter',
    'Leitung Instandhaltung',
    'Geschäftsführung',
    'Fertigungsplanung',
    'Einkauf',
  ],
};

const france: Country = {
  name: 'France',
  women: ['Amélie', 'Bénédicte', 'Céline', 'Élodie', 'Geneviève', 'Hélène', 'Maëlle', 'Solène', 'Thérèse'],
  men: ['André', 'Benoît', 'Cédric', 'François', 'Gaël', 'Jérôme', 'Loïc', 'Rémi', 'Stéphane'],
  surnames: [
    'Bénard',
    'Chevallier',
    'Delaunay',
    'Deschênes',
    'Fontaine',
    'Gauthier',
    'Lefèvre',
    'L’Hermitte',
    'Marchand',
    'Prévost',
    'Rousseau',
    'Thévenet',
  ],
  mobile: '+33 6 55 55',
  streets: ['Rue de l’Industrie', 'Avenue Gustave Eiffel', 'Zone artisanale des Chênes, Rue', 'Chemin du Moulin'],
  titles: ['M.', 'Mme'],
  jobs: ['Responsable achats', 'Directeur technique', 'Chef d’atelier', 'Gérant', 'Responsable maintenance'],
};

const poland: Country = {
  name: 'Polska',
  women: ['Agnieszka', 'Bożena', 'Elżbieta', 'Grażyna', 'Małgorzata', 'Zofia'],
  men: ['Grzegorz', 'Jarosław', 'Krzysztof', 'Łukasz', 'Michał', 'Paweł', 'Sławomir', 'Zbigniew'],
  surnames: [
    'Dąbrowski',
    'Górski',
    'Jabłoński',
    'Kłos',
    'Kołodziej',
    'Król',
    'Lewandowicz',
    'Mącznik',
    'Pawłowicz',
    'Wróbel',
    'Żak',
    'Źródlak',
  ],
  mobile: '+48 601 555',
  streets: ['ul. Hutnicza', 'ul. Przemysłowa', 'ul. Fabryczna', 'al. Wojska Polskiego'],
  titles: ['mgr inż.', 'dr inż.'],
  jobs: ['Kierownik zakupów', 'Dyrektor techniczny', 'Kierownik utrzymania ruchu', 'Prezes zarządu'],
};

const spain: Country = {
  name: 'España',
  women: ['Begoña', 'Inés', 'Itziar', 'María José', 'Nuria', 'Rocío'],
  men: ['Álvaro', 'Íñigo', 'Jesús', 'José Luis', 'Martín', 'Raúl'],
  surnames: [
    'Aguirre',
    'Calderón',
    'Etxeberria',
    'Gómez',
    'Ibáñez',
    'Muñoz',
    'Núñez',
    'Peña',
    'Sánchez',
    'Zubizarreta',
  ],
  mobile: '+34 655 55',
  streets: ['Polígono Industrial Zubieta, nave', 'Calle de la Fundición', 'Avenida de la Industria'],
  titles: ['D.', 'Dña.'],
  jobs: ['Jefe de compras', 'Director de planta', 'Gerente', 'Jefa de producción'],
};

const denmark: Country = {
  name: 'Danmark',
  women: ['Bodil', 'Ingrid', 'Kirsten', 'Sørine'],
  men: ['Bjørn', 'Jørgen', 'Lars', 'Søren'],
  surnames: ['Højgaard', 'Kjær', 'Møller', 'Nørgaard', 'Østergaard'],
  mobile: '+45 55 55',
  streets: ['Industrivej', 'Smedevænget'],
  titles: ['Civ.ing.'],
  jobs: ['Indkøbschef', 'Værkfører', 'Direktør'],
};

export const COUNTRIES = { italy, germany, france, poland, spain, denmark } as const;
export type CountryName = keyof typeof COUNTRIES;
