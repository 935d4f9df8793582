import { InvitePage } from '@/components/people/invite-page'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { getPeopleKind } from '@/server/use-cases/people'
import { addPerson, invitePerson } from '../actions'

export default async function InvitePersonPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  return read('owner', getPeopleKind, (kind) => (
    <InvitePage
      kind={kind}
      preset={params['preset']}
      action={kind === 'users' ? invitePerson : addPerson}
      intent={newIntent()}
      brandName={brand().name}
    />
  ))
}
