import { givenName } from './element-selector.ts'
import { enterField, type FieldAttempt, writeInField } from './field-attempt.ts'
import { FIELDS, type PageHost } from './page-moments.ts'

/** A form that shows an error within this time was not taken. A new page needs less to take the old one's form away. */
const REFUSED_WITHIN_MS = 1000
/** Buttons, and search boxes: what is typed there is no form that somebody could abandon. */
const NO_FIELD = '[type=search],[type=submit],[type=button],[type=reset],[type=image],[role=search] *'

/** One try to fill a form: from the first edit until it is sent or left. */
interface FormAttempt {
  readonly form: Element
  readonly path: string
  readonly fields: Map<string, FieldAttempt>
  startedAt: number
  sentAt: number
  last: string
}

/** Form Started, Form Field Left, Form Submitted and Form Abandoned: of fields their names, never their values. */
export function watchForms(host: PageHost): void {
  const { listen, later, isSensitive } = host
  const { document } = host.window
  const attempts = new Map<Element, FormAttempt>()
  let path = ''
  let isHidden = false
  let inside: HTMLInputElement | undefined

  const track = (event: string, { form, path, fields, startedAt, sentAt }: FormAttempt, more?: object) => {
    const all = [...fields.values()]
    const at = sentAt || Date.now()
    host.track(
      event,
      {
        path,
        form: givenName(form),
        fields_filled: all.filter(({ isFilled }) => isFilled).length,
        duration_ms: at - startedAt,
        refills: all.reduce((sum, { refills }) => sum + refills, 0),
        ...more,
      },
      at,
    )
  }
  /** The try and the field in it, which is the last from now on. */
  const find = (field: HTMLInputElement) => {
    const { form } = field
    if (!form || !field.matches(FIELDS) || field.matches(NO_FIELD)) return
    const last = givenName(field)
    const attempt = attempts.get(form) ?? {
      form,
      path,
      fields: new Map<string, FieldAttempt>(),
      startedAt: 0,
      sentAt: 0,
      last,
    }
    const known = attempt.fields.get(last) ?? enterField()
    attempts.set(form, attempt)
    attempt.fields.set(last, known)
    attempt.last = last
    return { attempt, known }
  }
  const leaveField = () => {
    const found = inside && find(inside)
    inside = undefined
    if (!found?.attempt.startedAt) return
    const { isFilled, refills, errors, enteredAt } = found.known
    track('Form Field Left', found.attempt, {
      field: found.attempt.last,
      filled: isFilled,
      refills,
      errors,
      duration_ms: Date.now() - enteredAt,
    })
  }
  const settle = (attempt: FormAttempt) => {
    if (inside?.form === attempt.form) leaveField()
    if (attempt.startedAt && attempts.delete(attempt.form))
      track(attempt.sentAt ? 'Form Submitted' : 'Form Abandoned', attempt, { last_field: attempt.last })
    attempt.startedAt = 0
  }

  listen('focusin', (field) => {
    const found = field !== inside && find(field)
    if (!found) return
    inside = field
    found.attempt.fields.set(found.attempt.last, enterField(found.known))
  })
  listen('input', (field) => {
    const found = find(field)
    if (!found) return
    const { attempt, known } = found
    if (!attempt.startedAt) {
      attempt.startedAt = Date.now()
      track('Form Started', attempt, { field: attempt.last })
    }
    if (/checkbox|radio/.test(field.type)) known.isFilled = field.checked
    else writeInField(known, !isSensitive(field) && !field.value)
  })
  listen('focusout', (field) => {
    // When the whole window loses the focus, the field keeps it inside the page.
    if (field === inside && document.activeElement !== field) leaveField()
  })
  const send = (form: Element) => {
    const attempt = attempts.get(form)
    leaveField()
    if (!attempt) return
    attempt.sentAt = Date.now()
    later(() => {
      if ([...host.shown.keys()].some((error) => form.contains(error))) attempt.sentAt = 0
      if (attempt.sentAt) settle(attempt)
    }, REFUSED_WITHIN_MS)
  }
  listen('submit', send)
  // A script that sends a form itself causes no event.
  host.intercept(host.window.HTMLFormElement.prototype, 'submit', (call, _, form) => {
    host.safe(send)(form as Element)
    return call()
  })
  host.onTrack((event, { field }) => {
    if (event === 'Error Shown')
      for (const attempt of attempts.values()) {
        attempt.sentAt = 0
        const known = attempt.fields.get(field as string)
        if (known) known.errors++
      }
  })
  host.onPage((page) => {
    path = page.path
    later(() => {
      for (const attempt of attempts.values()) if (!attempt.form.isConnected) settle(attempt)
    }, REFUSED_WITHIN_MS)
  })
  // A page that is only hidden may come back to its form: it ends while it is in sight, or after it was hidden.
  listen('visibilitychange', () => {
    isHidden &&= document.hidden
  })
  host.onLeave(() => {
    const isGone = !document.hidden || isHidden
    isHidden = document.hidden
    for (const attempt of attempts.values()) if (isGone || attempt.sentAt) settle(attempt)
  })
}
