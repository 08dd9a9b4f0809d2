import type { ExperimentReport } from '@throughline/contract/experiment-results'
import type { SharedReport } from '@throughline/contract/report-links'
import { useEffect } from 'react'
import { formatMinute } from '../../../format/date.ts'
import { unbroken } from '../../../format/number.ts'
import { BrandMark } from '../../../ui/brand.tsx'
import classes from './report.module.css'
import { ReportPictures } from './report-pictures.tsx'

/** A report as it stands on paper. A file that is printed of it is called like the experiment. */
export function ReportPaper({
  project,
  timezone,
  report,
  drawn,
}: Pick<SharedReport, 'project' | 'timezone' | 'report' | 'drawn'>) {
  const { title, writtenAt, sections } = report
  const [first, ...rest] = sections
  useEffect(() => {
    document.title = `${title} · Throughline`
  }, [title])
  return (
    <article className={classes.paper}>
      <header>
        <p className={classes.brand}>
          <BrandMark size={18} /> {project} · {formatMinute(writtenAt, timezone)} ({timezone})
        </p>
        <h1>{title}</h1>
      </header>
      {first ? <Section section={first} lead /> : null}
      {drawn ? <ReportPictures drawn={drawn} /> : null}
      {rest.map((section) => (
        <Section key={section.title} section={section} />
      ))}
    </article>
  )
}

function Section({
  section,
  lead = false,
}: {
  section: ExperimentReport['sections'][number]
  lead?: boolean
}) {
  const { title, paragraphs, table } = section
  return (
    <section className={lead ? classes.lead : undefined}>
      <h2>{title}</h2>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{unbroken(paragraph)}</p>
      ))}
      {table ? (
        <div className={classes.scroll}>
          <table>
            <caption className="visually-hidden">{title}</caption>
            <thead>
              <tr>
                {table.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((cells) => (
                <tr key={cells.join(' ')}>
                  {keyed(table.columns, cells).map(({ column, cell, names }) =>
                    names ? (
                      <th key={column} scope="row">
                        {unbroken(cell)}
                      </th>
                    ) : (
                      <td key={column}>{unbroken(cell)}</td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  )
}

function keyed(columns: readonly string[], cells: readonly string[]) {
  return columns.map((column, place) => ({ column, cell: cells[place] ?? '', names: place === 0 }))
}
