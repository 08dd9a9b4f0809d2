import { expect, it } from 'vitest'
import { runQueue } from './run-queue.ts'

it('runs one at a time, in the order asked, and one run a key', async () => {
  const queue = runQueue<string>(5)
  const seen: string[] = []
  const gate = Promise.withResolvers<void>()
  const work = (name: string) => async () => {
    seen.push(`${name} begins`)
    await gate.promise
    seen.push(`${name} ends`)
    return name
  }
  const first = queue.start('a', work('a'))
  const again = queue.start('a', work('a again'))
  const second = queue.start('b', work('b'))
  expect(again).toBe(first)
  await Promise.resolve()
  expect(seen).toEqual(['a begins'])
  gate.resolve()
  expect(await first).toBe('a')
  expect(await second).toBe('b')
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  expect(await queue.start('a', work('a anew'))).toBe('a anew')
  await queue.close()
})

it('takes no more than so many that wait', async () => {
  const queue = runQueue<number>(1)
  const gate = Promise.withResolvers<void>()
  const slow = async () => {
    await gate.promise
    return 1
  }
  expect(queue.start('a', slow)).toBeDefined()
  expect(queue.start('b', slow)).toBeDefined()
  expect(queue.start('c', slow)).toBeUndefined()
  expect(queue.start('b', slow)).toBeDefined()
  gate.resolve()
  await queue.close()
})

it('goes on after a run that failed', async () => {
  const queue = runQueue<number>(2)
  const failing = queue.start('a', () => Promise.reject(new Error('no')))
  const next = queue.start('b', async () => 2)
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe(2)
  await queue.close()
})

it('ends what runs and what waits when it is closed, and takes nothing new', async () => {
  const queue = runQueue<number>(2)
  const running = queue.start(
    'a',
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  )
  const waiting = queue.start('b', async () => 1)
  await Promise.resolve()
  await queue.close()
  await expect(running).rejects.toThrow('stopped')
  await expect(waiting).rejects.toThrow('stopped')
  expect(queue.start('c', async () => 1)).toBeUndefined()
})
