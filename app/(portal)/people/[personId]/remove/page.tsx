import { RemovePersonPage } from '@/components/people/remove-person'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { getPerson } from '@/server/use-cases/people'
import { removePerson } from '../../actions'

export default async function RemovePersonRoute({ params }: { params: Promise<{ personId: string }> }) {
  const { personId } = await params
  return read(
    'owner',
    async (viewer) => getPerson(viewer, idParam(personId)),
    (known) => <RemovePersonPage known={known} action={removePerson} intent={newIntent()} brandName={brand().name} />,
  )
}
