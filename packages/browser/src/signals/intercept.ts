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
    const functions = owner as Record<string, (...args: unknown[]) => unknown>
    functions[name] = new Proxy(functions[name] as () => unknown, {
      apply: (target, self, args) => around(() => Reflect.apply(target, self, args), args, self),
    })
  } catch {
    // Absent or frozen: this page is watched without it.
  }
}
