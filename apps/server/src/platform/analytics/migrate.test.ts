import { describe, expect, it } from 'vitest'
import { serverTarget } from './migrate.ts'

describe('the migrations of a ClickHouse server', () => {
  it('let dictionaries read as the user of the connection, from its database', () => {
    expect(serverTarget('https://cx:it%27s%5C%24%26@clickhouse.example:8443/shop')).toMatchObject({
      dictionaryUser: "USER 'cx' PASSWORD 'it\\'s\\\\$&' ",
      inDatabase: '`shop`.',
    })
  })

  it('leave both to the server where the address names none', () => {
    expect(serverTarget('http://127.0.0.1:8123')).toMatchObject({ dictionaryUser: '', inDatabase: '' })
  })
})
