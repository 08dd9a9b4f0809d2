/** A key for a name, as code writes it: `One-page checkout` → `one-page-checkout`. */
export function keyOfName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9/]+/g, '-')
    .replace(/-*\/[-/]*/g, '/')
    .replace(/^[-/]+|[-/]+$/g, '')
    .slice(0, 200)
}

/** What is wrong with a key; undefined where nothing is. */
export function keyProblem(key: string): string | undefined {
  if (key === '') return undefined
  if (key.length > 200) return 'At most 200 characters.'
  if (!/^[A-Za-z0-9]/.test(key)) return 'Begin with a letter or a digit.'
  return /^[A-Za-z0-9._/~-]*$/.test(key) ? undefined : 'Only letters, digits and . _ / ~ - are possible.'
}
