import { listSegmentMembers, type Segment } from '@throughline/contract/segments'
import { urlOf } from '../../api.ts'
import { problemOf } from '../../api-problem.ts'
import { downloadUrl, fileNameOf } from '../../ui/table/csv.ts'

/**
 * Hands all people of a segment to the browser as the CSV file that the server writes.
 * @throws {ApiProblem} where the server refuses
 */
export async function saveMembers({ id, name }: Pick<Segment, 'id' | 'name'>): Promise<void> {
  const answer = await fetch(urlOf(listSegmentMembers.path, { id }), {
    credentials: 'same-origin',
    headers: { accept: 'text/csv' },
  })
  if (!answer.ok) throw await problemOf(answer)
  const url = URL.createObjectURL(await answer.blob())
  downloadUrl(`${fileNameOf(name)}.csv`, url)
  URL.revokeObjectURL(url)
}
