import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  rem,
} from '@mantine/core';
import type { MouseEvent } from 'react';

// One accent, a petrol between blue and green: calm beside the colours that people and services bring along.
const petrol: MantineColorsTuple = [
  '#eaf5f7',
  '#d5e8ec',
  '#a8d0d9',
  '#78b7c5',
  '#50a1b4',
  '#3793a9',
  '#1f7f96',
  '#126b80',
  '#0b5a6d',
  '#044859',
];

// Dark surfaces with a little blue in them; [7] is the page, [6] a card, [4] a border, [0] the text.
const dark: MantineColorsTuple = [
  '#dde3ea',
  '#b4bdc9',
  '#8d98a7',
  '#5c6776',
  '#38414d',
  '#2b333d',
  '#1d232b',
  '#151a20',
  '#10141a',
  '#0b0e12',
];

const gray: MantineColorsTuple = [
  '#f6f7f9',
  '#eef0f3',
  '#e3e7ec',
  '#d3d9e0',
  '#b9c1cc',
  '#96a1af',
  '#677384',
  '#4a5565',
  '#313a48',
  '#1a212c',
];

// The system's own letters, Chinese included; nothing is downloaded.
const sans = [
  'system-ui',
  '-apple-system',
  '"Segoe UI Variable Text"',
  '"Segoe UI"',
  'Roboto',
  '"Noto Sans"',
  '"PingFang SC"',
  '"Hiragino Sans GB"',
  '"Microsoft YaHei UI"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Noto Sans SC"',
  'sans-serif',
].join(', ');

/** The second click of a double click lands beside the dialog that the first has opened, and would close it. */
function keepFromDoubleClick(event: MouseEvent): void {
  if (event.detail > 1) event.stopPropagation();
}

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  colors: { petrol, dark, gray },
  black: gray[9],
  fontFamily: sans,
  fontSizes: { xs: rem(12), sm: rem(13.5), md: rem(15), lg: rem(17), xl: rem(20) },
  headings: {
    fontFamily: sans,
    fontWeight: '600',
    sizes: { h1: { fontSize: rem(22) }, h2: { fontSize: rem(18) }, h3: { fontSize: rem(15) } },
  },
  defaultRadius: 'md',
  radius: { xs: rem(3), sm: rem(5), md: rem(8), lg: rem(12), xl: rem(20) },
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, radius: 'sm', fz: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Input: { defaultProps: { size: 'sm' } },
    Overlay: { defaultProps: { onClickCapture: keepFromDoubleClick } },
    // The explanation stands under the field, so that neighbours line up whether they have one or not.
    InputWrapper: {
      defaultProps: { size: 'sm', inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      styles: {
        label: { fontWeight: 500, marginBottom: rem(3) },
        description: { marginTop: rem(4) },
        error: { marginTop: rem(4) },
      },
    },
    Button: { defaultProps: { size: 'sm' } },
    Drawer: {
      defaultProps: { overlayProps: { backgroundOpacity: 0.25 }, transitionProps: { duration: 140 } },
    },
    Alert: { defaultProps: { radius: 'md' } },
    Modal: {
      defaultProps: { overlayProps: { backgroundOpacity: 0.3 }, transitionProps: { duration: 120 } },
      styles: { title: { fontWeight: 600, fontSize: rem(17) } },
    },
  },
});

/** Every button that closes something says so, unless it says more itself. @param name in the language of the person. */
export function closeNamed(name: string): MantineThemeOverride {
  return { components: { CloseButton: { defaultProps: { 'aria-label': name } } } };
}

/** Light badges, notes and buttons: the library's own pairs are too faint to read, yellow most of all. */
const softTones = Object.fromEntries(
  (
    [
      [['green', 'teal'], 'good'],
      [['yellow', 'orange'], 'warn'],
      [['red'], 'bad'],
      [['petrol'], 'accent'],
    ] as const
  ).flatMap(([colors, tone]) =>
    colors.flatMap((color) => [
      [`--mantine-color-${color}-light`, `var(--fd-${tone}-soft)`],
      [`--mantine-color-${color}-light-color`, `var(--fd-${tone})`],
    ]),
  ),
);

/** The shell's own names for surfaces and lines; status colours belong to the timeline. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--fd-canvas': '#f3f5f7',
    '--fd-surface': '#ffffff',
    '--fd-sunken': '#f8f9fb',
    '--fd-quiet': '#e8ecf0',
    '--fd-line': '#e2e6eb',
    '--fd-line-strong': '#cfd6de',
    '--fd-text': '#1a212c',
    '--fd-dim': '#5d6878',
    '--fd-accent': '#126b80',
    '--fd-accent-soft': '#e3f1f4',
    '--fd-good': '#1a7649',
    '--fd-good-soft': '#e4f4ea',
    '--fd-warn': '#9a5b00',
    '--fd-warn-soft': '#fdf1dc',
    '--fd-bad': '#b3261e',
    '--fd-bad-soft': '#fce9e7',
    '--fd-shadow': '0 1px 2px rgb(16 24 40 / 6%), 0 8px 24px rgb(16 24 40 / 8%)',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#5d6878',
    '--mantine-color-error': '#b3261e',
    ...softTones,
  },
  dark: {
    '--fd-canvas': '#12161b',
    '--fd-surface': '#1a2027',
    '--fd-sunken': '#161b21',
    '--fd-quiet': '#2b343e',
    '--fd-line': '#2a323c',
    '--fd-line-strong': '#3a4450',
    '--fd-text': '#dde3ea',
    '--fd-dim': '#97a3b2',
    '--fd-accent': '#63b3c6',
    '--fd-accent-soft': '#18323a',
    '--fd-good': '#63c48f',
    '--fd-good-soft': '#163025',
    '--fd-warn': '#e5ad57',
    '--fd-warn-soft': '#352a17',
    '--fd-bad': '#f08379',
    '--fd-bad-soft': '#3a1f1d',
    '--fd-shadow': '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 45%)',
    '--mantine-color-body': '#1a2027',
    '--mantine-color-dimmed': '#97a3b2',
    '--mantine-color-error': '#f08379',
    ...softTones,
  },
});
