import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/** The same key is read by public/color-scheme.js before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'throughline-color-scheme' })

const thread: MantineColorsTuple = [
  '#e6ecf6',
  '#d3dff1',
  '#b4c8ea',
  '#8fb0ea',
  '#6f90c9',
  '#5474ad',
  '#3f5f94',
  '#2f4b7c',
  '#263f6b',
  '#1d3256',
]

/** Warm greys: Mantine's borders, skeletons and segmented controls in light, from paper to ink. */
const gray: MantineColorsTuple = [
  '#faf9f6',
  '#f1efe9',
  '#ebe8e1',
  '#ece9e2',
  '#cfcbc0',
  '#8f8d86',
  '#656a76',
  '#565b68',
  '#3a3e49',
  '#1b1e26',
]

/** Mantine draws dark popovers, inputs and borders from this scale: our ink, lines, card and paper. */
const dark: MantineColorsTuple = [
  '#eceae4',
  '#c9cbd0',
  '#a9adb8',
  '#9095a3',
  '#2b2f39',
  '#23262e',
  '#1b1e25',
  '#14161b',
  '#101217',
  '#0b0d11',
]

/** Text on a filled button is the card's colour: white on the dark thread, near black on the light one. */
const variantColors: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input)
  return input.variant === 'filled' ? { ...resolved, color: 'var(--card)' } : resolved
}

/** The component library in Throughline's look. */
export const theme = createTheme({
  primaryColor: 'thread',
  primaryShade: { light: 7, dark: 3 },
  colors: { thread, gray, dark },
  variantColorResolver: variantColors,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  defaultRadius: '8px',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs', fw: 500, fz: 13 } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' } } },
    InputWrapper: { styles: { description: { fontSize: 12 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
    Modal: {
      defaultProps: { centered: true, transitionProps: { duration: 120 } },
      styles: { content: { background: 'var(--card)' }, header: { background: 'var(--card)' } },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 250, transitionProps: { duration: 100 } } },
  },
})

const tokens = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--thread)',
  '--mantine-color-error': 'var(--loss)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-hover': 'var(--line-2)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-thread-filled': 'var(--thread)',
  '--mantine-color-thread-filled-hover': 'var(--thread-strong)',
  '--mantine-color-thread-light': 'var(--thread-soft)',
  '--mantine-color-thread-light-color': 'var(--thread)',
  '--mantine-color-thread-outline': 'var(--thread)',
  '--mantine-primary-color-contrast': 'var(--card)',
}

/** Points Mantine's own variables at the tokens, so that both modes have one source. */
export const tokenVariables: CSSVariablesResolver = () => ({ variables: {}, light: tokens, dark: tokens })
