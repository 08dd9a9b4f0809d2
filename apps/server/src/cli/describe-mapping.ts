import type { CsvMapping, ImportMapping } from '@throughline/contract/imports'

/** A mapping in words, a line a fact. */
export function describeMapping(mapping: ImportMapping): string[] {
  if (mapping.format === 'segment') return ['Segment messages, one a line; each keeps its own message id.']
  if (mapping.format === 'access_log')
    return [
      'A web server’s access log. People’s pages become page events in sessions; bots, errors and redirects are counted only.',
      `Images, scripts and other assets: ${mapping.assets ? 'become events' : 'counted only'}.`,
      mapping.site
        ? `The site: ${mapping.site}`
        : 'The site’s own address is not known; say it as "site" in the mapping.',
    ]
  return describeCsv(mapping)
}

function describeCsv(mapping: CsvMapping): string[] {
  const { timestamp, event, currency } = mapping
  const people = (['userId', 'anonymousId', 'email', 'phone', 'card'] as const).flatMap((kind) =>
    mapping[kind] ? [`  ${kind} = column "${mapping[kind]}"`] : [],
  )
  const given = (source: CsvMapping['event']) =>
    source && ('value' in source ? `"${source.value}"` : `column "${source.column}"`)
  const columns = (list: CsvMapping['properties']) =>
    list.map(({ column, name, type }) => `  ${name} (${type}) = column "${column}"`)
  return [
    `CSV, ${mapping.header ? 'with' : 'without'} a header line, fields parted by ${delimiterNames[mapping.delimiter]}.`,
    `Each row is ${mapping.type === 'track' ? `an event: ${given(event)}` : `of type ${mapping.type}`}`,
    `  time = column "${timestamp.column}", read as ${timestamp.layout}, ${timestamp.timezone ?? 'UTC'}`,
    ...people,
    ...(mapping.orderId ? [`  order_id = column "${mapping.orderId}"`] : []),
    ...(mapping.revenue ? [`  revenue = column "${mapping.revenue}"`] : []),
    ...(currency ? [`  currency = ${given(currency)}`] : []),
    ...columns(mapping.properties),
    ...(mapping.traits.length > 0 ? ['and its person has', ...columns(mapping.traits)] : []),
  ]
}

const delimiterNames: Record<CsvMapping['delimiter'], string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': '|',
  spaces: 'blanks',
}
