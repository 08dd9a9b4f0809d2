/** The few drawings the interface needs, on a grid of 16. */
const paths = {
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3.2L13 5',
  copy: 'M5.5 5.5V3.2c0-.4.3-.7.7-.7h6.6c.4 0 .7.3.7.7v6.6c0 .4-.3.7-.7.7h-2.3M3.2 5.5h6.6c.4 0 .7.3.7.7v6.6c0 .4-.3.7-.7.7H3.2c-.4 0-.7-.3-.7-.7V6.2c0-.4.3-.7.7-.7z',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  plus: 'M8 3v10M3 8h10',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.2v9.6l7.5-4.8z',
  before: 'M12 3.5v9L5.5 8zM4 3.5v9',
  after: 'M4 3.5v9L10.5 8zM12 3.5v9',
  expand: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  link: 'M6.5 9.5l3-3M7 5l1.6-1.6a2.8 2.8 0 014 4L11 9M9 11l-1.6 1.6a2.8 2.8 0 01-4-4L5 7',
  settings: 'M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M10 3.5v3M6 9.5v3',
  calendar:
    'M2.5 5.8h11M5 2v2M11 2v2M3.2 3.5h9.6c.4 0 .7.3.7.7v8.6c0 .4-.3.7-.7.7H3.2c-.4 0-.7-.3-.7-.7V4.2c0-.4.3-.7.7-.7z',
  people:
    'M6 7.5a2.2 2.2 0 100-4.4 2.2 2.2 0 000 4.4zM2 13c0-2.2 1.8-3.6 4-3.6s4 1.4 4 3.6M10.5 7.3a2 2 0 000-3.9M11.6 9.6c1.5.4 2.4 1.6 2.4 3.4',
  alert: 'M8 2.5l6 10.7H2zM8 6.5v3M8 11.3v.01',
  page: 'M4 2.5h5.5L12 5v8.5H4zM9.5 2.5V5H12M6 8h4M6 10.5h4',
  screen: 'M5 2h6v12H5zM7.3 12h1.4',
  tap: 'M8 8h.01M8 4.5a3.5 3.5 0 110 7 3.5 3.5 0 010-7z',
  cart: 'M2 3h1.8l1.4 7h6.4l1.4-5H4.3M6.2 13h.01M11 13h.01',
  order: 'M4 2.5h8v11l-2-1.3-2 1.3-2-1.3-2 1.3zM6 6h4M6 8.5h4',
  back: 'M6 4L3 7l3 3M3 7h6.5a3 3 0 010 6H7',
  person: 'M8 7.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM3.5 13.5c0-2.4 2-4 4.5-4s4.5 1.6 4.5 4',
  search: 'M7 11.5a4.5 4.5 0 100-9 4.5 4.5 0 000 9zM10.3 10.3l3.2 3.2',
  mail: 'M2.5 4h11v8h-11zM2.5 4.5L8 9l5.5-4.5',
  speech: 'M2.5 3.5h11v7H8l-3 2.5v-2.5H2.5z',
  store: 'M2.5 6.5l1-3.5h9l1 3.5M3.5 6.5v7h9v-7M6.5 13.5v-4h3v4',
  parcel: 'M2.5 5L8 2.5 13.5 5v6L8 13.5 2.5 11zM2.5 5L8 7.5 13.5 5M8 7.5v6',
  merge: 'M4 2.5c0 4 4 4 4 8v3M12 2.5c0 4-4 4-4 8',
  split: 'M8 2.5v3c0 4-4 4-4 8M8 5.5c0 4 4 4 4 8',
  empty: 'M1.5 10.5c3 0 3-5 6.5-5s3.5 5 6.5 5',
} as const

export type IconName = keyof typeof paths

/** A line drawing in the text's colour. Decoration only: the words beside it, or the button's label, say it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        stroke="currentColor"
        strokeWidth={name === 'more' ? 2.2 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
