import type { Host, Properties } from '../host.ts'
import { givenName } from './element-selector.ts'
import { type FieldAttempt, type FieldVisit, writeInField } from './form-attempt.ts'
import { isSensitive } from './sensitive-field.ts'

/** A form that shows an error within this time was not taken. */
const REFUSED_WITHIN_MS = 1000
/** A single-page app needs a moment to take the old form away. */
const REPLACED_WITHIN_MS = 500
/** What is typed into a search box is no form that somebody could abandon. */
const NO_FIELD =
  '[type=search],[type=hidden],[type=submit],[type=button],[type=reset],[type=image],[role=search] *'
const TICKED = '[type=checkbox],[type=radio]'

type Field = HTMLInputElement

/** One try to fill a form: from the first edit until it is sent or left. */
interface FormAttempt {
  readonly form: Element
  readonly name: string
  readonly path: string
  readonly fields: Map<string, FieldAttempt>
  startedAt: number
  lastField: string
  sentAt: number
}

/** Form Started, Form Field Left, Form Submitted and Form Abandoned: of fields their names, never their values. */
export function watchForms(host: Host): void {
  const { window, safe } = host
  const attempts = new Map<Element, FormAttempt>()
  let path = ''
  let isGone = false
  let visit: (FieldVisit & { readonly field: Field; readonly attempt: FormAttempt }) | undefined

  const attemptOf = (field: Field): FormAttempt | undefined => {
    const form = field.form ?? field.closest('[role=form]')
    if (!form || form.matches('[role=search]')) return
    const known = attempts.get(form)
    if (known) return known
    const begun = {
      form,
      name: givenName(form),
      path,
      fields: new Map(),
      startedAt: 0,
      lastField: '',
      sentAt: 0,
    }
    attempts.set(form, begun)
    return begun
  }
  const fieldOf = ({ fields }: FormAttempt, field: Field): FieldAttempt => {
    const name = givenName(field)
    const known = fields.get(name) ?? { isFilled: false, refills: 0, errors: 0 }
    fields.set(name, known)
    return known
  }
  const track = (
    event: string,
    { name, path, fields, startedAt }: FormAttempt,
    more?: Properties,
    at = Date.now(),
  ) => {
    const all = [...fields.values()]
    host.track(
      event,
      {
        path,
        form: name,
        fields_filled: all.filter(({ isFilled }) => isFilled).length,
        duration_ms: at - startedAt,
        refills: all.reduce((sum, { refills }) => sum + refills, 0),
        ...more,
      },
      at,
    )
  }
  const leaveField = () => {
    if (!visit) return
    const { field, attempt, at } = visit
    const { isFilled, refills, errors } = fieldOf(attempt, field)
    visit = undefined
    if (!attempt.startedAt) return
    track('Form Field Left', attempt, {
      field: givenName(field),
      filled: isFilled,
      refills,
      errors,
      duration_ms: Date.now() - at,
    })
  }
  const settle = (attempt: FormAttempt) => {
    if (visit?.attempt === attempt) leaveField()
    attempts.delete(attempt.form)
    if (attempt.sentAt) track('Form Submitted', attempt, undefined, attempt.sentAt)
    else if (attempt.startedAt) track('Form Abandoned', attempt, { last_field: attempt.lastField })
  }
  const listen = (type: string, work: (target: Field, event: Event) => void) =>
    window.addEventListener(
      type,
      safe((event: Event) => {
        const target = event.composedPath()[0]
        if (target instanceof window.Element) work(target as Field, event)
      }),
      { capture: true, passive: true },
    )

  listen('focusin', (field) => {
    if (field === visit?.field || !field.matches('input,select,textarea') || field.matches(NO_FIELD)) return
    const attempt = attemptOf(field)
    if (!attempt) return
    attempt.lastField = givenName(field)
    visit = { field, attempt, at: Date.now(), isEdited: false, isEmptied: false }
  })
  listen('input', (field) => {
    if (!field.matches('input,select,textarea') || field.matches(NO_FIELD)) return
    const attempt = attemptOf(field)
    if (!attempt) return
    if (!attempt.startedAt) {
      attempt.startedAt = Date.now()
      track('Form Started', attempt, { field: givenName(field) })
    }
    attempt.lastField = givenName(field)
    const known = fieldOf(attempt, field)
    if (field.matches(TICKED)) known.isFilled = field.checked
    else if (visit?.field === field) writeInField(known, visit, !isSensitive(field) && !field.value)
    else known.isFilled = true
  })
  listen('focusout', (field) => {
    // When the whole window loses the focus, the field keeps it inside the page.
    if (field === visit?.field && window.document.activeElement !== field) leaveField()
  })
  listen('submit', (form) => {
    const attempt = attempts.get(form)
    if (!attempt?.startedAt) return
    leaveField()
    attempt.sentAt = Date.now()
    window.setTimeout(
      safe(() => {
        if (attempt.sentAt && attempts.get(form) === attempt) settle(attempt)
      }),
      REFUSED_WITHIN_MS,
    )
  })
  host.onTrack((event, { field }) => {
    if (event !== 'Error Shown') return
    for (const attempt of attempts.values()) {
      attempt.sentAt = 0
      const known = attempt.fields.get(String(field))
      if (known) known.errors++
    }
  })
  host.onPage((page) => {
    path = page.path
    const old = [...attempts.values()].filter((attempt) => attempt.path !== path)
    window.setTimeout(
      safe(() => {
        for (const attempt of old)
          if (attempts.get(attempt.form) === attempt && !attempt.form.isConnected) settle(attempt)
      }),
      REPLACED_WITHIN_MS,
    )
  })
  // A page that is only hidden may come back to its form. Heard before the core's own listener sends the last events.
  window.addEventListener(
    'pagehide',
    () => {
      isGone = true
    },
    true,
  )
  window.addEventListener(
    'pageshow',
    () => {
      isGone = false
    },
    true,
  )
  host.onLeave(() => {
    for (const attempt of [...attempts.values()]) if (isGone || attempt.sentAt) settle(attempt)
  })
}
