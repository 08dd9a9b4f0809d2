import { setTimeout } from 'node:timers/promises'
import { listProjections, rebuildProjections } from '@throughline/contract/people'
import { connectionOptions, readArguments } from './arguments.ts'
import { CommandError } from './command-error.ts'
import { connect } from './connect.ts'
import { ProgressLine } from './progress-line.ts'

const ASK_EVERY_MS = 300

/** Draws people, traits and groups anew from the log, and waits until it is done. */
export async function rebuildCommand(args: readonly string[], stopped: AbortSignal): Promise<void> {
  const { values } = readArguments(args, connectionOptions)
  await using connection = await connect(values)
  const { api } = connection
  await api.call(rebuildProjections, {})
  const line = new ProgressLine()
  for (;;) {
    const { projections } = await api.call(listProjections, {})
    const working = projections.filter(({ rebuilding }) => rebuilding !== null)
    const failed = projections.find(({ rebuildError }) => rebuildError !== null)
    if (working.length === 0) {
      line.end()
      if (failed) throw new CommandError(`The rebuild of ${failed.name} failed: ${failed.rebuildError}`)
      console.log('Rebuilt from the event log.')
      return
    }
    if (stopped.aborted) {
      line.end()
      console.log('Interrupted. What was there before stays in use.')
      return
    }
    const share = Math.min(...working.map(({ rebuilding }) => rebuilding ?? 1))
    line.show(share, `Rebuilding ${working.map(({ name }) => name).join(', ')}`)
    await setTimeout(ASK_EVERY_MS)
  }
}
