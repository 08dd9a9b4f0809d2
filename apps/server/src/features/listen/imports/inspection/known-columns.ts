/** What a column may be called, most telling first; compared in lower case with everything but letters and digits as `_`. */
const knownColumns = {
  timestamp:
    'timestamp event_time event_timestamp occurred_at time datetime date_time order_date ordered_at purchase_date purchased_at transaction_date invoice_date event_date created_at created signup_date date day datum zeit zeitpunkt bestelldatum',
  event: 'event event_name event_type action activity ereignis',
  userId:
    'user_id userid customer_id customerid cust_id customer_number customer_no customer client_id member_id account_id buyer_id shopper_id kundennummer kunden_id kunde id_client',
  anonymousId: 'anonymous_id anonymousid visitor_id visitor distinct_id cookie_id client_uuid device_id',
  email: 'email e_mail email_address mail customer_email user_email',
  phone: 'phone phone_number telephone mobile telefon',
  card: 'loyalty_card loyalty_id loyalty_number loyaltycard',
  orderId:
    'order_id orderid order_number order_no order transaction_id transactionid invoice_id invoice_no invoice invoiceno receipt_id bestellnummer',
  revenue:
    'revenue order_total total_price total_amount grand_total order_value dollar_value sales_amount amount total sales value umsatz betrag gesamt summe',
  currency: 'currency currency_code waehrung währung',
} as const

export type KnownColumn = keyof typeof knownColumns

/** Columns about the person rather than about what happened. */
export const traitNames = new Set(
  'first_name firstname last_name lastname full_name name gender birthday birthdate date_of_birth age company title city country language'.split(
    ' ',
  ),
)

export const plainName = (name: string): string =>
  name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, '_')
    .replace(/^_|_$/g, '')

const all = new Set(Object.values(knownColumns).flatMap((names) => names.split(' ')))

export const isKnownName = (name: string): boolean =>
  all.has(plainName(name)) || traitNames.has(plainName(name))

/** The column that goes by one of the names of a kind. */
export function findKnown(kind: KnownColumn, columns: readonly string[]): string | undefined {
  for (const name of knownColumns[kind].split(' ')) {
    const found = columns.find(
      (column) => plainName(column) === name || plainName(column) === name.replaceAll('_', ''),
    )
    if (found !== undefined) return found
  }
  return undefined
}
