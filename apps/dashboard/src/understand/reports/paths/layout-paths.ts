import type { PathsResponse } from '@throughline/contract/reports'

type Node = PathsResponse['nodes'][number]
type Edge = PathsResponse['edges'][number]

export interface PlacedNode {
  readonly node: Node
  readonly x: number
  readonly y: number
  readonly height: number
  /** The lower part of the node: those for whom it is the end. */
  readonly endHeight: number
}

interface PlacedEdge {
  readonly edge: Edge
  /** A ribbon as an SVG path, and its width. */
  readonly path: string
  readonly width: number
}

export interface PathsLayout {
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
  readonly height: number
  readonly columns: readonly number[]
}

export const nodeWidth = 9

/** Room for a node's two lines of text, however few people it has. */
const leastPitch = 38
const columnHeight = 340

/**
 * Nodes in columns by their step and as high as their people, the most people on top; moves as ribbons between them, in
 * the order of where they come from and go to, so that they cross as little as that order allows.
 */
export function layoutPaths({ nodes, edges }: PathsResponse, width: number): PathsLayout {
  const steps = [...new Set(nodes.map(({ step }) => step))].sort((a, b) => a - b)
  const most = Math.max(1, ...steps.map((step) => sum(nodes.filter((node) => node.step === step))))
  const scale = columnHeight / most
  const gap = steps.length > 1 ? (width - nodeWidth) / steps.length : 0
  const placed = new Map<string, PlacedNode>()
  let height = 0
  for (const [column, step] of steps.entries()) {
    const order = nodes
      .filter((node) => node.step === step)
      .sort((a, b) => Number(a.other ?? false) - Number(b.other ?? false) || b.count - a.count)
    let y = 0
    for (const node of order) {
      const own = Math.max(2, node.count * scale)
      placed.set(node.id, { node, x: column * gap, y, height: own, endHeight: node.dropOff * scale })
      y += Math.max(own + 8, leastPitch)
    }
    height = Math.max(height, y)
  }
  return {
    nodes: [...placed.values()],
    edges: ribbons(edges, placed, scale),
    height,
    columns: steps.map((_, column) => column * gap),
  }
}

function ribbons(
  edges: readonly Edge[],
  nodes: ReadonlyMap<string, PlacedNode>,
  scale: number,
): PlacedEdge[] {
  const y = (id: string): number => nodes.get(id)?.y ?? 0
  const ordered = [...edges].sort(
    (a, b) => y(a.source) - y(b.source) || y(a.target) - y(b.target) || b.count - a.count,
  )
  const left = new Map<string, number>()
  const right = new Map<string, number>()
  return ordered.flatMap((edge) => {
    const [from, to] = [nodes.get(edge.source), nodes.get(edge.target)]
    if (!from || !to) return []
    const width = Math.max(0.75, edge.count * scale)
    const start = from.y + (left.get(edge.source) ?? 0)
    const end = to.y + (right.get(edge.target) ?? 0)
    left.set(edge.source, (left.get(edge.source) ?? 0) + edge.count * scale)
    right.set(edge.target, (right.get(edge.target) ?? 0) + edge.count * scale)
    return [{ edge, width, path: ribbon(from.x + nodeWidth, start, to.x, end, width) }]
  })
}

function ribbon(x1: number, y1: number, x2: number, y2: number, width: number): string {
  const middle = (x1 + x2) / 2
  const at = (value: number): string => value.toFixed(1)
  return [
    `M${at(x1)} ${at(y1)}`,
    `C${at(middle)} ${at(y1)} ${at(middle)} ${at(y2)} ${at(x2)} ${at(y2)}`,
    `v${at(width)}`,
    `C${at(middle)} ${at(y2 + width)} ${at(middle)} ${at(y1 + width)} ${at(x1)} ${at(y1 + width)}z`,
  ].join('')
}

const sum = (nodes: readonly Node[]): number => nodes.reduce((all, { count }) => all + count, 0)
