type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

const isNumbers = (value: object): value is Numbers => ArrayBuffer.isView(value)

/**
 * The same value, with its arrays of numbers in memory that threads share: sending it to another thread then copies only
 * what is around them. What is in it twice stays one.
 *
 * @param value arrays and plain objects, with no functions in them
 */
export function inSharedMemory<T>(value: T, known = new Map<object, object>()): T {
  if (typeof value !== 'object' || value === null) return value
  const before = known.get(value)
  if (before) return before as T
  const shared = isNumbers(value)
    ? sharedNumbers(value)
    : Array.isArray(value)
      ? value.map((item) => inSharedMemory(item, known))
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inSharedMemory(item, known)]))
  known.set(value, shared)
  return shared as T
}

function sharedNumbers(numbers: Numbers): Numbers {
  const room = new SharedArrayBuffer(numbers.byteLength)
  const copy = new (numbers.constructor as new (room: SharedArrayBuffer) => Numbers)(room)
  copy.set(numbers)
  return copy
}
