import { createTransport } from 'nodemailer'

/** A mail server with the address that mails come from. */
export interface SmtpSettings {
  /** `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte. */
  readonly url: string
  readonly from: string
}

interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The same for each attempt, so that a reader's program shows one mail where two came. */
  readonly messageId: string
}

/** Resolves when the mail server has taken the mail. */
export type SendMail = (mail: Mail) => Promise<void>

const [CONNECT_MS, SILENT_MS] = [10_000, 20_000]

/** Sends by SMTP, a connection a mail: there are few. */
export function smtpMailer({ url, from }: SmtpSettings): SendMail {
  const address = new URL(url)
  const host = address.hostname.replace(/^\[|\]$/g, '')
  const secure = address.protocol === 'smtps:'
  const transport = createTransport({
    host,
    port: Number(address.port || (secure ? 465 : 587)),
    secure,
    ...(address.username && {
      auth: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) },
    }),
    // Nobody stands between two programs of one machine, and mail servers there sign their certificates themselves.
    ...(isThisMachine(host) && { tls: { rejectUnauthorized: false } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    // What goes in is made here, of text; nothing may be fetched or read for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async ({ to, subject, text, messageId }) => {
    await transport.sendMail({ from, to, subject, text, messageId })
  }
}

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
