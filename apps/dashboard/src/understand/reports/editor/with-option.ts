/** A question with one of its options set, or left out where it has no value: links stay short. */
export function withOption<Whole extends object, Name extends keyof Whole>(
  whole: Whole,
  name: Name,
  value: Whole[Name] | undefined,
): Whole {
  const rest = { ...whole }
  delete rest[name]
  return value === undefined ? rest : { ...rest, [name]: value }
}
