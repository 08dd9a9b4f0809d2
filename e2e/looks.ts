/** How every page is looked at: each theme and each width once. Contrast is the theme's, fit is the width's. */
export const looks = [
  ['light', 1440],
  ['dark', 390],
] as const
