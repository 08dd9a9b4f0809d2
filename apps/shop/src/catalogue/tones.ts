/** The colours that things come in: light, main and dark of each. */
export const tones = {
  clay: { name: 'Clay', light: '#e3a184', main: '#c4704f', dark: '#8f4a30' },
  moss: { name: 'Moss', light: '#a9b48a', main: '#74825a', dark: '#4c5739' },
  ink: { name: 'Ink', light: '#7b8aa3', main: '#3f4d66', dark: '#242e40' },
  sand: { name: 'Sand', light: '#f3e8d2', main: '#d9c4a0', dark: '#a98f66' },
  ochre: { name: 'Ochre', light: '#f0cd86', main: '#d39b3a', dark: '#996a1c' },
  rose: { name: 'Rose', light: '#f0cfc6', main: '#d09a8d', dark: '#9a6458' },
  oak: { name: 'Oak', light: '#e6c79a', main: '#c79a63', dark: '#94693b' },
  walnut: { name: 'Walnut', light: '#b08561', main: '#7f5637', dark: '#523420' },
  sky: { name: 'Sky', light: '#dcebf0', main: '#93b8c6', dark: '#537d8e' },
} as const

export type ToneName = keyof typeof tones
