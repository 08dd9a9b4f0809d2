/**
 * Stands between a function and its callers. A proxy keeps name, length, source text, properties and `new` as they
 * are; where the object is frozen nothing changes. What the function throws or gives reaches its caller untouched
 * unless `around` gives something else.
 *
 * @param around is given the call, the arguments and `this`; it calls, and gives back what the caller shall get
 */
export function intercept(
  owner: object | undefined,
  name: string,
  around: (call: () => unknown, args: unknown[], self: object) => unknown,
): void {
  try {
    const functions = owner as Record<string, unknown>
    const original = functions[name]
    if (typeof original !== 'function') return
    functions[name] = new Proxy(original, {
      apply: (target, self, args) => around(() => Reflect.apply(target, self, args), args, self),
    })
  } catch {
    // Frozen: this page is watched without it.
  }
}
