import type { Context } from './evaluation.ts'

/**
 * Reads an attribute of a context: a key of its own, else a path with dots into it. What every object
 * inherits, such as `constructor`, is not there; other names are read without asking who owns them, which saves a third
 * of an evaluation.
 */
export function attributeReader(path: string): (context: Context) => unknown {
  const own = keyReader(path)
  if (!path.includes('.')) return own
  const steps = path.split('.').map(keyReader)
  return (context) => own(context) ?? descend(context, steps)
}

function keyReader(key: string): (from: Context) => unknown {
  if (key in Object.prototype) return (from) => (Object.hasOwn(from, key) ? from[key] : undefined)
  return (from) => from[key]
}

function descend(context: Context, steps: readonly ((from: Context) => unknown)[]): unknown {
  let value: unknown = context
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return
    value = step(value as Context)
  }
  return value
}
