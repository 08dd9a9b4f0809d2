/** The thread with the friction on it. */
export function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" aria-hidden="true" focusable="false">
      <path
        d="M2 15c4 0 4-8 9-8s5 8 9 8"
        fill="none"
        stroke="var(--thread)"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <circle cx="11" cy="7" r="2.6" fill="var(--loss)" />
    </svg>
  )
}
