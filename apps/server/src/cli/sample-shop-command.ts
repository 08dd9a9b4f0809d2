import { setTimeout } from 'node:timers/promises'
import { getSampleShop, loadSampleShop } from '@throughline/contract/sample-shop'
import { connectionOptions, readArguments } from './arguments.ts'
import { CommandError } from './command-error.ts'
import { connect } from './connect.ts'
import { count } from './figures.ts'
import { ProgressLine } from './progress-line.ts'

const ASK_EVERY_MS = 300

/** Loads the sample shop, and waits until it is there. */
export async function sampleShopCommand(args: readonly string[], stopped: AbortSignal): Promise<void> {
  const { values } = readArguments(args, connectionOptions)
  await using connection = await connect(values)
  const { api } = connection
  let shop = await api.call(loadSampleShop, {})
  const line = new ProgressLine()
  while (shop.status === 'loading' && !stopped.aborted) {
    line.show(
      shop.expected > 0 ? shop.events / shop.expected : 0,
      `${count(shop.events)} of ${count(shop.expected)} events`,
    )
    await setTimeout(ASK_EVERY_MS)
    shop = await api.call(getSampleShop, {})
  }
  line.end()
  if (shop.status === 'failed') throw new CommandError(shop.problem ?? 'The sample shop could not be loaded.')
  if (shop.status === 'loaded') console.log(`The sample shop is loaded: ${count(shop.events)} events.`)
}
