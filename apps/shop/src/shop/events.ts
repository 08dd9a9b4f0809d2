/** The list that the SDK's script takes over when it has loaded: calls made before wait in it. */
interface SdkWindow {
  throughline?: { push(...calls: readonly (readonly unknown[])[]): unknown }
}

function call(...args: readonly unknown[]): void {
  const page = window as SdkWindow
  page.throughline ??= []
  page.throughline.push(args)
}

/** Sends an event of the vocabulary (Segment's names). */
export const track = (event: string, properties: Readonly<Record<string, unknown>> = {}): void =>
  call('track', event, properties)

export const identify = (userId: string, traits: Readonly<Record<string, unknown>>): void =>
  call('identify', userId, traits)

/** Whoever comes next at this browser is somebody else. */
export const forgetVisitor = (): void => call('reset')

export const sayConsent = (choices: Readonly<Record<string, boolean>>): void => call('consent', choices)
