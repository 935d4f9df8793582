import { PersonPage } from '@/components/people/person-page'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { asksPassword, idParam, newIntent, read } from '@/server/page'
import { getPerson } from '@/server/use-cases/people'
import { changePermissions, setPersonPassword } from '../actions'

type Props = { params: Promise<{ personId: string }>; searchParams: Promise<SearchParams> }

export default async function PersonAccessPage({ params, searchParams }: Props) {
  const [{ personId }, asked, confirm] = await Promise.all([params, searchParams, asksPassword()])
  return read(
    'owner',
    async (viewer) => getPerson(viewer, idParam(personId)),
    (known) => (
      <PersonPage
        known={known}
        asked={asked}
        confirm={confirm}
        actions={{ changePermissions, setPersonPassword }}
        makeIntent={newIntent}
        brandName={brand().name}
      />
    ),
  )
}
