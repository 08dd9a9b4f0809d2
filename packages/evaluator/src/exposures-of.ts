import type { Evaluation, FlagExposure } from './evaluation.ts'

const none: readonly FlagExposure[] = []

/**
 * All that somebody is exposed to who gets an answer: the experiment of the flag, and those of the flags that it needs,
 * since what they got decided whether this one served.
 */
export function exposuresOf({ key, experiment, through = none }: Evaluation): readonly FlagExposure[] {
  return experiment ? [...through, { ...experiment, flag: key }] : through
}
