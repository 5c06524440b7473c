import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';
import { Alert, createTheme, DEFAULT_THEME, parseThemeColor } from '@mantine/core';
import type { TFunction } from 'i18next';

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

/** Where it stands on white or on a tint of itself, the darkest shade of the library is still too light to read well. */
function darkest(colour: 'orange' | 'red' | 'teal', shade: string): MantineColorsTuple {
  return DEFAULT_THEME.colors[colour].with(9, shade) as unknown as MantineColorsTuple;
}

/** @param t for what the parts of the component library say by themselves, in English otherwise */
export function themeFor(t: TFunction) {
  const closeButtonProps = { 'aria-label': t('page.close') };
  return createTheme({
    primaryColor: 'lagoon',
    primaryShade: 8,
    colors: {
      lagoon,
      orange: darkest('orange', '#9a3412'),
      red: darkest('red', '#a51111'),
      teal: darkest('teal', '#086a4d'),
    },
    fontFamily: 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
    headings: { fontWeight: '650' },
    defaultRadius: 'md',
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
      Alert: Alert.extend({
        // A tint under dark text, whatever the shade; the library takes a shade for the whole background.
        vars: (theme, { color }) => {
          const { value } = parseThemeColor({ color: color ?? theme.primaryColor, theme });
          return { root: { '--alert-bg': `color-mix(in srgb, ${value} 9%, white)`, '--alert-color': value } };
        },
      }),
      // The lock writes a style element without our nonce, which the Content-Security-Policy refuses.
      Modal: { defaultProps: { closeButtonProps, lockScroll: false } },
      Drawer: { defaultProps: { closeButtonProps, lockScroll: false } },
      // As written: capitals make whole words and sentences harder to read.
      Badge: { defaultProps: { tt: 'none' } },
      // A name without a role would be no name: assistive software skips it.
      Loader: { defaultProps: { role: 'img' } },
      PasswordInput: {
        defaultProps: { visibilityToggleButtonProps: { 'aria-label': t('page.showTyped'), tabIndex: 0 } },
      },
    },
  });
}

/** Hints and errors below fields, in shades that are dark enough. */
export const colourVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#495057', '--mantine-color-error': '#a51111' },
  dark: {},
});
