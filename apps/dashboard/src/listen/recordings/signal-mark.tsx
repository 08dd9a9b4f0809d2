import type { SignalName } from '@throughline/contract/signals'
import { type SignalShape, signalLooks } from './signal-look.ts'

/** Drawings on a grid of 16: `fill` is solid, `line` an outline. */
const shapes: Readonly<Record<SignalShape, { readonly fill?: string; readonly line?: string }>> = {
  burst: {
    fill: 'M8 .8l1.7 4 3.9-1.9-1.6 4 3.6 2.2-4.2.9.3 4.3L8 11.6l-3.7 2.7.3-4.3-4.2-.9L4 6.9l-1.6-4 3.9 1.9z',
  },
  ring: { line: 'M8 2.6a5.4 5.4 0 110 10.8A5.4 5.4 0 018 2.6zM4.4 11.6l7.2-7.2' },
  triangle: { fill: 'M8 1.8l6.8 12H1.2z' },
  cross: { line: 'M3.4 3.4l9.2 9.2M12.6 3.4l-9.2 9.2' },
  diamond: { fill: 'M8 1.2L14.8 8 8 14.8 1.2 8z' },
  square: { line: 'M3 3h10v10H3zM5.6 8h4.8' },
  pencil: { line: 'M3 13l.9-3.4 6.6-6.6 2.5 2.5-6.6 6.6zM9 4.6l2.4 2.4' },
  minus: { fill: 'M8 1.8a6.2 6.2 0 110 12.4A6.2 6.2 0 018 1.8zM4.8 7v2h6.4V7z' },
  glass: { line: 'M6.8 2.4a4.4 4.4 0 110 8.8 4.4 4.4 0 010-8.8zM10.2 10.2l3.4 3.4' },
  clock: { line: 'M8 2.4a5.6 5.6 0 110 11.2A5.6 5.6 0 018 2.4zM8 5v3.2l2.2 1.6' },
  hourglass: { line: 'M4 2.4h8M4 13.6h8M5 2.6c0 4.4 6 6.4 6 10.8M11 2.6c0 4.4-6 6.4-6 10.8' },
  shift: { line: 'M2.5 3.5h7v4h-7zM6.5 9.5h7v3.5h-7z' },
  back: { line: 'M6 3L2.8 6.2 6 9.4M3 6.2h6.4a3.4 3.4 0 010 6.8H6.6' },
  question: { line: 'M5 5.6a3 3 0 116 0c0 2-3 2.2-3 4.2M8 13.2v.01' },
  down: { fill: 'M8 14.2L1.2 2.6h13.6z' },
}

/** A signal as a mark in ember, each kind with a form of its own. The words stand beside it or in its label. */
export function SignalMark({ signal, size = 14 }: { signal: SignalName; size?: number }) {
  const { fill, line } = shapes[signalLooks[signal].shape]
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {fill ? <path d={fill} fill="var(--loss)" fillRule="evenodd" /> : null}
      {line ? (
        <path
          d={line}
          fill="none"
          stroke="var(--loss)"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : null}
    </svg>
  )
}
