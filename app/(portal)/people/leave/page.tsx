import { LeavePage } from '@/components/people/leave-page'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { getOwnAccess } from '@/server/use-cases/people'
import { leaveAccount } from '../actions'

export default async function LeaveAccountPage() {
  return read('signed-in', getOwnAccess, (access) => (
    <LeavePage access={access} action={leaveAccount} intent={newIntent()} brandName={brand().name} />
  ))
}
