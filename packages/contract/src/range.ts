import { Type } from 'typebox'

/** A half-open time range (`from` included, `to` not) and the IANA zone its days and weeks are counted in. */
export const rangeProperties = {
  from: Type.String({ format: 'date-time', description: 'Start, included; ISO 8601' }),
  to: Type.String({ format: 'date-time', description: 'End, not included; ISO 8601' }),
  timezone: Type.Optional(
    Type.String({ default: 'UTC', description: 'IANA time zone, such as Europe/Berlin' }),
  ),
} as const
