/** The time in milliseconds since 1970, UTC. Tests pass their own. */
export type Clock = () => number
