import { ReachEditor } from '@/components/profile/editors'
import { brand } from '@/server/brand'
import { asksPassword, newIntent, read } from '@/server/page'
import { getReach } from '@/server/use-cases/profile'
import { changeReach } from '../actions'

export default async function ReachPage() {
  const confirm = await asksPassword()
  return read('profile', getReach, (reach) => (
    <ReachEditor action={changeReach} intent={newIntent()} brandName={brand().name} reach={reach} confirm={confirm} />
  ))
}
