import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Delimiter, splitRecords } from './split-records.ts'

const split = (text: string, delimiter: Delimiter = ',', isLast = true) => {
  const records: { fields: string[]; lines: number }[] = []
  const taken = splitRecords(text, delimiter, isLast, (fields, lines) =>
    records.push({ fields: [...fields], lines }),
  )
  return { records, taken, fields: records.map(({ fields }) => fields) }
}

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`

describe('splitRecords', () => {
  it.each([
    [
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,\r\n',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    ['"a, b","say ""hi"""\n', [['a, b', 'say "hi"']]],
    [
      '"two\nlines",x\ny,z',
      [
        ['two\nlines', 'x'],
        ['y', 'z'],
      ],
    ],
    ['5" pipe,1\n', [['5" pipe', '1']]],
    ['"a"b,c\n', [['ab', 'c']]],
    ['a\n\nb\n', [['a'], [''], ['b']]],
    ['"a","b"\r\n', [['a', 'b']]],
  ])('%j', (text, expected) => {
    expect(split(text).fields).toEqual(expected)
  })

  it('parts aligned columns by any run of blanks', () => {
    expect(split(' 00001 19970101  1   11.77\r\n', 'spaces').fields).toEqual([
      ['00001', '19970101', '1', '11.77'],
    ])
  })

  it('leaves a record whose quote is open for the next call, and closes it at the end of the file', () => {
    const text = 'a,b\n"open,\nstill'
    expect(split(text, ',', false)).toMatchObject({ taken: 4, fields: [['a', 'b']] })
    expect(split(text, ',', true)).toMatchObject({
      taken: text.length,
      fields: [['a', 'b'], ['open,\nstill']],
    })
  })

  it('counts the lines of a record', () => {
    expect(split('"a\nb\nc",d\ne,f\n').records.map(({ lines }) => lines)).toEqual([3, 1])
  })

  it('reads back whatever was written', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'é', '😀') })
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(rows, fc.constantFrom<Delimiter>(',', ';', '|', '\t'), (written, delimiter) => {
        const text = written.map((row) => `${row.map(quoted).join(delimiter)}\n`).join('')
        const { fields, taken } = split(text, delimiter, false)
        expect(fields).toEqual(written)
        expect(taken).toBe(text.length)
      }),
    )
  })
})
