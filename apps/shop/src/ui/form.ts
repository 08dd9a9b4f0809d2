import { element } from './element.ts'

interface Field {
  readonly name: string
  readonly label: string
  readonly type?: string
  readonly autocomplete?: string
  readonly value?: string
  readonly hint?: string
  readonly inputmode?: string
  readonly half?: boolean
  readonly private?: boolean
  /** Says what is wrong with a value and what to do, or nothing. */
  readonly check?: (value: string) => string | undefined
}

type Values = Readonly<Record<string, string>>

/** A form whose fields say at once, and in words, what they cannot take. */
export interface FormSetting {
  readonly id: string
  readonly fields: readonly Field[]
  readonly submit: string
  readonly before?: readonly HTMLElement[]
  readonly onSubmit: (values: Values, form: HTMLFormElement) => void | Promise<void>
}

export const required = (what: string) => (value: string) => (value.trim() ? undefined : `Enter ${what}.`)

export const emailCheck = (value: string): string | undefined =>
  /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value.trim())
    ? undefined
    : 'Enter an e-mail address, such as ada@example.com.'

export function buildForm({ id, fields, submit, before = [], onSubmit }: FormSetting): HTMLFormElement {
  const rows = fields.map((field) => ({ field, ...fieldRow(id, field) }))
  const button = element('button', { class: 'main' }, submit)
  const form = element(
    'form',
    {
      id,
      novalidate: true,
      onsubmit: async (event) => {
        event.preventDefault()
        const wrong = rows.filter((row) => !row.judge())
        wrong[0]?.input.focus()
        if (wrong.length > 0) return
        button.disabled = true
        const values = Object.fromEntries(
          [...new FormData(form)].map(([name, value]) => [name, String(value)]),
        )
        await onSubmit(values, form)
        button.disabled = false
      },
    },
    before,
    element(
      'div',
      { class: 'fields' },
      rows.map(({ row }) => row),
    ),
    element('p', { class: 'form-error', role: 'alert' }),
    button,
  )
  return form
}

/** Says above the button what went wrong with all of it. */
export function sayFormError(form: HTMLFormElement, message: string): void {
  const place = form.querySelector('.form-error')
  if (place) place.textContent = message
}

function fieldRow(form: string, { name, label, hint, check, half, ...field }: Field) {
  const id = `${form}-${name}`
  const error = element('p', { class: 'field-error', id: `${id}-error` })
  const input = element('input', {
    id,
    name,
    type: field.type ?? 'text',
    autocomplete: field.autocomplete,
    inputmode: field.inputmode,
    value: field.value,
    'data-private': field.private,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    onchange: () => input.value && judge(),
  })
  const judge = (): boolean => {
    const message = check?.(input.value)
    if (message) input.setAttribute('aria-invalid', 'true')
    else input.removeAttribute('aria-invalid')
    if (message) error.setAttribute('role', 'alert')
    else error.removeAttribute('role')
    error.textContent = message ?? ''
    input.setAttribute('aria-describedby', message ? `${id}-error` : hint ? `${id}-hint` : '')
    return !message
  }
  const row = element(
    'div',
    { class: half ? 'field half' : 'field' },
    element('label', { for: id }, label),
    input,
    hint && element('p', { class: 'hint', id: `${id}-hint` }, hint),
    error,
  )
  return { input, row, judge }
}
