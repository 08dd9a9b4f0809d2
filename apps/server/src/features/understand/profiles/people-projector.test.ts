import pino from 'pino'
import { expect, test } from 'vitest'
import type { PeopleProjection } from './people-projection.ts'
import { startPeopleProjector } from './people-projector.ts'
import type { ProgressStore, SetAsideEvent } from './progress-store.ts'

/** A log of 100 events, and a projection that cannot digest some of them. */
function setUp(poison: Set<number>, ping = async () => {}) {
  const digested = new Set<number>()
  const aside = new Map<number, string>()
  let saved = 0
  const projection: PeopleProjection = {
    async digest(slice) {
      if (slice.by !== 'seq') throw new Error('follows by sequence')
      const seqs = Array.from({ length: slice.upTo - slice.after }, (_, n) => slice.after + 1 + n)
      if (seqs.some((seq) => poison.has(seq))) throw new Error('indigestible')
      for (const seq of seqs) digested.add(seq)
    },
    applyRules: async () => {},
  }
  const progress: ProgressStore = {
    load: async () => ({ seq: 0, rules: {} }),
    save: async ({ seq }) => {
      saved = seq
    },
    setAside: async (seq, reason) => void aside.set(seq, reason),
    settle: async (seqs) => {
      for (const seq of seqs) aside.delete(seq)
    },
    listSetAside: async () =>
      [...aside].map(
        ([seq, reason]): SetAsideEvent => ({ seq, projectId: 'p', messageId: `m${seq}`, reason, at: '' }),
      ),
  }
  const started = startPeopleProjector({
    log: { lastSeq: () => 100, onCommit: () => {} },
    projection,
    progress,
    projects: { byId: () => undefined },
    ping,
    clock: Date.now,
    logger: pino({ level: 'silent' }),
  })
  return { started, digested, aside, saved: () => saved }
}

test('an event that cannot be digested is set aside, blocks nobody, and can be retried', async () => {
  const poison = new Set([7, 64])
  const { started, digested, aside, saved } = setUp(poison)
  const projector = await started
  await projector.reached(100)
  expect([...aside]).toEqual([
    [7, 'indigestible'],
    [64, 'indigestible'],
  ])
  expect(digested.size).toBe(98)
  expect(saved()).toBe(100)
  expect(projector.status()).toMatchObject({ seq: 100, head: 100, behindMs: 0 })

  poison.delete(7)
  expect(await projector.retry('p')).toBe(1)
  expect([...aside.keys()]).toEqual([64])
  expect(digested.has(7)).toBe(true)
  await projector.close()
})

test('no event is blamed for a store that is down', async () => {
  let down = true
  const { started, aside, digested } = setUp(new Set(), async () => {
    if (down) throw new Error('down')
  })
  const projector = await started
  await projector.reached(100)
  expect(digested.size).toBe(100)
  await projector.close()

  down = true
  const failing = setUp(new Set([3]), async () => {
    if (down) throw new Error('down')
  })
  const second = await failing.started
  await expect(second.pass()).rejects.toThrow('down')
  expect(failing.aside.size).toBe(0)
  down = false
  await second.pass()
  expect([...failing.aside.keys()]).toEqual([3])
  expect(aside.size).toBe(0)
  await second.close()
})
