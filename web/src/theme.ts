import type { MantineColorsTuple } from '@mantine/core';
import { createTheme } from '@mantine/core';

const lagoon: MantineColorsTuple = [
  '#e6f6f8',
  '#d2e9ed',
  '#a6d3db',
  '#77bcc8',
  '#50a8b7',
  '#379bad',
  '#268a9c',
  '#0b6b7c',
  '#0b5c6b',
  '#004c59',
];

export const theme = createTheme({
  primaryColor: 'lagoon',
  primaryShade: 8,
  colors: { lagoon },
  fontFamily: 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
});
