import { hash } from 'node:crypto'
import type { FrictionSettings } from '@throughline/contract/friction-settings'
import type { Clock } from '../../../platform/clock.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import { type AlertMessage, alertMessage, mailOf, moneyIn30Days } from './alert-message.ts'
import type { Alert, AlertStore } from './alert-store.ts'
import { stateOf } from './finding-life.ts'
import type { FindingRecord } from './finding-record.ts'
import type { IdentifiedFinding } from './finding-register.ts'
import type { FindingStore } from './finding-store.ts'
import type { StoredResult } from './result-store.ts'
import type { SendMail } from './send-mail.ts'
import type { sendWebhook } from './send-webhook.ts'
import type { SettingsService } from './settings-service.ts'

/** After a failed attempt the next follows in a minute, then in twice the time each, in six hours at most. */
const RETRY_MS = 60_000
const RETRY_AT_MOST_MS = 6 * 3_600_000
/** The last attempt follows the first after about a day. */
const MOST_ATTEMPTS = 13
const AT_ONCE = 50

export interface AlertService {
  /** Notes what is to be told of a daily run: each appearance of an expensive finding once, to whom the settings name. */
  note(projectId: string, stored: StoredResult): Promise<void>
  /** Tells what is due. What fails is told again later; what a stopped process was telling is told again, too. */
  deliver(signal: AbortSignal): Promise<void>
}

export interface AlertServiceDependencies {
  readonly store: AlertStore
  readonly findings: FindingStore
  readonly settings: Pick<SettingsService, 'get'>
  readonly projects: Pick<ProjectDirectory, 'byId'>
  /** Undefined where no mail server is configured. */
  readonly sendMail: SendMail | undefined
  readonly sendWebhook: typeof sendWebhook
  readonly publicUrl: string | undefined
  readonly clock: Clock
  /** Told of an attempt that failed, in words without secrets. */
  readonly onFailure: (what: string) => void
}

/** Tells the team of findings that are new, or back, and expensive. */
export function alertService(deps: AlertServiceDependencies): AlertService {
  const { store, findings, settings, projects, sendMail, clock } = deps

  const recipientsOf = ({ webhookUrl, emails }: FrictionSettings): Pick<Alert, 'channel' | 'recipient'>[] => [
    ...(webhookUrl === null ? [] : [{ channel: 'webhook' as const, recipient: '' }]),
    ...(sendMail ? emails.map((recipient) => ({ channel: 'email' as const, recipient })) : []),
  ]

  const tell = async (alert: Alert, { webhookUrl, emails }: FrictionSettings, signal: AbortSignal) => {
    const message: AlertMessage = JSON.parse(alert.content)
    if (alert.channel === 'webhook') {
      if (webhookUrl === null) return 'cancelled'
      await deps.sendWebhook(webhookUrl, { delivery: alert.id, ...message }, signal)
      return 'delivered'
    }
    if (!sendMail || !emails.includes(alert.recipient)) return 'cancelled'
    const messageId = `<${alert.id}@throughline>`
    await sendMail({ to: alert.recipient, messageId, ...mailOf(message) })
    return 'delivered'
  }

  const attempt = async (alert: Alert, signal: AbortSignal): Promise<void> => {
    const whom = alert.channel === 'webhook' ? 'the webhook' : alert.recipient
    try {
      const outcome = await tell(alert, await settings.get(alert.projectId), signal)
      const now = new Date(clock())
      // First of all that it is told: a crash after this line must not tell it again.
      await store.end(alert.id, outcome, now)
      if (outcome === 'delivered')
        await findings.change(alert.findingId, {}, [{ at: now, what: `Told ${whom}.`, by: null }])
    } catch (error) {
      if (signal.aborted) return
      const now = new Date(clock())
      const reason = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
      const attempts = alert.attempts + 1
      deps.onFailure(`${whom} could not be told of a finding (attempt ${attempts}): ${reason}`)
      if (attempts < MOST_ATTEMPTS) {
        const wait = Math.min(RETRY_MS * 2 ** (attempts - 1), RETRY_AT_MOST_MS)
        return store.retry(alert.id, attempts, new Date(now.getTime() + wait))
      }
      await store.end(alert.id, 'given_up', now)
      const what = `Could not tell ${whom}; given up after ${attempts} attempts.`
      await findings.change(alert.findingId, {}, [{ at: now, what, by: null }])
    }
  }

  return {
    async note(projectId, { period, result }) {
      const chosen = await settings.get(projectId)
      const recipients = recipientsOf(chosen)
      if (recipients.length === 0) return
      const now = new Date(clock())
      const at = { now, to: new Date(period.to) }
      const records = new Map((await findings.all(projectId)).map((record) => [record.id, record]))
      for (const finding of result.findings) {
        const record = records.get(finding.id)
        if (!record || record.mark === 'ignored' || !isExpensive(finding, chosen.alertFrom)) continue
        const state = stateOf(record, [], finding, at)
        const appearance = state === 'back' ? record.backAt : state === 'new' ? record.firstSeenAt : null
        if (!appearance || record.toldFor?.getTime() === appearance.getTime()) continue
        const { currency } = result
        const project = { id: projectId, name: projects.byId(projectId)?.name ?? '' }
        const message = alertMessage(finding, { project, state, currency, publicUrl: deps.publicUrl })
        const alerts = recipients.map((recipient) => alertOf(record, appearance, recipient, message))
        await store.add(alerts, now)
        await findings.change(record.id, { toldFor: appearance }, [])
      }
    },

    async deliver(signal) {
      for (const alert of await store.due(new Date(clock()), AT_ONCE)) {
        if (signal.aborted) return
        await attempt(alert, signal)
      }
    },
  }
}

function isExpensive(finding: IdentifiedFinding, from: number): boolean {
  return finding.moneyAtRisk.low > 0 && moneyIn30Days(finding).estimate >= from
}

/** Its id follows from what it is, so that noting it twice makes one. */
function alertOf(
  { id: findingId, projectId }: FindingRecord,
  appearance: Date,
  { channel, recipient }: Pick<Alert, 'channel' | 'recipient'>,
  message: AlertMessage,
): Alert {
  const what = [findingId, appearance.toISOString(), channel, recipient].join('\0')
  const id = hash('sha256', what, 'hex').slice(0, 32)
  return { id, findingId, projectId, channel, recipient, content: JSON.stringify(message), attempts: 0 }
}
