import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DataFolderHeldError, lockDataDir } from './data-lock.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-lock-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const mount = (...options: string[]): boolean => {
  try {
    execFileSync('mount', options, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('the lock of a data folder', () => {
  it('is held by one process alone, and free once it is released', () => {
    const first = lockDataDir(join(folder, 'data'))
    expect(() => lockDataDir(join(folder, 'data'))).toThrow(DataFolderHeldError)
    first.release()
    lockDataDir(join(folder, 'data')).release()
  })

  it('says that a path is not a folder', () => {
    const path = join(folder, 'a-file')
    writeFileSync(path, '')
    const words = `${path} is not a folder. Remove the file, or set THROUGHLINE_DATA_DIR to another folder.`
    expect(() => lockDataDir(path)).toThrow(words)
    expect(() => lockDataDir(join(path, 'data'))).toThrow('is not a folder')
  })

  it('says that its own file is damaged', () => {
    const path = join(folder, 'damaged')
    mkdirSync(path)
    writeFileSync(join(path, 'throughline.lock'), 'no database '.repeat(100))
    expect(() => lockDataDir(path)).toThrow('throughline.lock is damaged')
  })

  it('says that a folder can not be written', () => {
    const path = join(folder, 'closed')
    mkdirSync(path)
    chmodSync(path, 0o500)
    // Nothing is closed to root but what is mounted so.
    const isMounted = process.getuid?.() === 0 && mount('-t', 'tmpfs', '-o', 'ro', 'tmpfs', path)
    if (process.getuid?.() === 0 && !isMounted) return
    try {
      expect(() => lockDataDir(path)).toThrow(`The data folder ${path} can't be written.`)
    } finally {
      if (isMounted) execFileSync('umount', [path])
    }
  })

  it('says that the disk is full', () => {
    const path = join(folder, 'full')
    mkdirSync(path)
    if (!mount('-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', path)) return
    try {
      const { bavail, bsize } = statfsSync(path)
      writeFileSync(join(path, 'filler'), Buffer.alloc(bavail * bsize))
      expect(() => lockDataDir(path)).toThrow(`The data folder ${path} is on a full disk.`)
    } finally {
      execFileSync('umount', [path])
    }
  })
})
