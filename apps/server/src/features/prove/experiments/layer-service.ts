import { randomUUID } from 'node:crypto'
import type { ExperimentLayer } from '@throughline/contract/experiment-layers'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import { promisedSlots } from './bandit.ts'
import type { Slots, StoredExperiment } from './experiment.ts'
import type { ExperimentStore } from './experiment-store.ts'
import type { Holdout, LayerStore } from './layer-store.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { freeSlots, SLOTS, slotCount, slotsFor } from './slots.ts'

/** Room in a layer, or why there is none. */
type Room = { readonly slots: Slots; readonly full: null } | { readonly slots: null; readonly full: string }

export interface LayerService {
  list(projectId: string): Promise<ExperimentLayer[]>
  create(projectId: string, name: string): Promise<ExperimentLayer>
  /**
   * Slots for more of the traffic of an experiment, beside those that it and the others of its layer hold or were promised.
   *
   * @param traffic per cent of all visitors to be added
   * @throws AppError `not_found` for a layer nobody made
   */
  room(
    experiment: Pick<StoredExperiment, 'id' | 'projectId' | 'layer' | 'phases'>,
    traffic: number,
  ): Promise<Room>
  /** Looks for room and takes it while nobody else does in the same layer: two would be given the same slots. */
  alone<T>(experiment: Pick<StoredExperiment, 'projectId' | 'layer'>, work: () => Promise<T>): Promise<T>
  holdout(projectId: string): Promise<Holdout>
  changeHoldout(projectId: string, share: number): Promise<Holdout>
}

/** Layers, in which experiments never share a visitor, and the visitors who are in no experiment at all. */
export function layerService(
  store: LayerStore,
  experiments: Pick<ExperimentStore, 'all'>,
  clock: Clock,
): LayerService {
  const inTurn = oneAtATime()
  const holders = async (projectId: string, layer: string): Promise<StoredExperiment[]> =>
    (await experiments.all(projectId)).filter(
      (experiment) => experiment.layer === layer && experiment.state === 'running',
    )
  const holdout = async (projectId: string): Promise<Holdout> =>
    (await store.holdout(projectId)) ?? { salt: `holdout-${randomUUID()}`, share: 0 }
  const view = async (
    projectId: string,
    { id, name }: { id: string; name: string },
  ): Promise<ExperimentLayer> => {
    const held = await holders(projectId, id)
    return {
      id,
      name,
      free: percent(SLOTS - held.reduce((sum, experiment) => sum + claimOf(experiment), 0)),
      held: held.map((experiment) => ({
        experiment: experiment.id,
        name: experiment.name,
        traffic: percent(claimOf(experiment)),
      })),
    }
  }

  return {
    async list(projectId) {
      const layers = await store.all(projectId)
      return Promise.all(layers.map((layer) => view(projectId, layer)))
    },

    async create(projectId, name) {
      checkStorable({ name })
      const layer = { id: randomUUID(), projectId, name, createdAt: new Date(clock()) }
      await store.add(layer)
      return view(projectId, layer)
    },

    async room({ id, projectId, layer, phases }, traffic) {
      const own = slotsOf({ phases })
      const count = slotsFor(traffic)
      if (layer === null) {
        const slots = freeSlots(own, count)
        return slots
          ? { slots, full: null }
          : { slots: null, full: 'More than all visitors cannot be let in.' }
      }
      const known = (await store.all(projectId)).find((one) => one.id === layer)
      if (!known) throw new AppError('not_found', `No layer has the id "${layer}".`, { field: 'layer' })
      const others = (await holders(projectId, layer)).filter((other) => other.id !== id)
      const held = [...own, ...others.flatMap(slotsOf)]
      const promised = others.reduce((sum, other) => sum + promisedSlots(other), 0)
      const left = SLOTS - slotCount(held) - promised
      const slots = count <= left ? freeSlots(held, count) : null
      if (slots) return { slots, full: null }
      const free = percent(left)
      const who = others.map((other) => `"${other.name}" (${percent(claimOf(other))} %)`).join(', ')
      return {
        slots: null,
        full: `The layer "${known.name}" has ${free} % of visitors left, and ${traffic} % are asked for. It is held by ${who === '' ? 'this experiment' : who}. Stop one, take less traffic, or choose another layer.`,
      }
    },

    alone: ({ projectId, layer }, work) => (layer === null ? work() : inTurn(`${projectId} ${layer}`, work)),

    holdout,

    async changeHoldout(projectId, share) {
      const { salt } = await holdout(projectId)
      await store.keepHoldout(projectId, { salt, share })
      return { salt, share }
    },
  }
}

const slotsOf = ({ phases }: Pick<StoredExperiment, 'phases'>): [number, number][] =>
  phases.flatMap(({ slots }) => slots.map(([from, to]): [number, number] => [from, to]))

/** Slots that it holds, and those that its later batches will. */
const claimOf = (experiment: StoredExperiment): number =>
  slotCount(slotsOf(experiment)) + promisedSlots(experiment)

const percent = (slots: number): number => (slots / SLOTS) * 100
