import type { RecordReader } from './read-records.ts'
import type { RowWriter } from './row-writer.ts'

/** Reads a format in which each line is a record. */
export function lineReader(
  writer: RowWriter,
  linesBefore: number,
  readLine: (line: string, number: number) => void,
): RecordReader {
  let line = linesBefore
  return {
    get line() {
      return line
    },
    read(text) {
      const lines = text.split('\n')
      // What follows the last line feed is no line.
      if (lines.at(-1) === '') lines.pop()
      for (const each of lines) {
        line++
        const content = each.endsWith('\r') ? each.slice(0, -1) : each
        if (content.trim() === '') writer.skip(line, 'blank')
        else readLine(content, line)
      }
      return text.length
    },
    rejectLine(reason) {
      writer.reject(++line, reason)
    },
  }
}
