import { ReachEditor } from '@/components/profile/editors'
import { HiddenValues } from '@/components/support/hidden-values'
import { brand } from '@/server/brand'
import { asksPassword, newIntent, read } from '@/server/page'
import { getReach } from '@/server/use-cases/profile'
import { reveal } from '../../../agent/clients/[clientId]/actions'
import { changeReach } from '../actions'

export default async function ReachPage() {
  const confirm = await asksPassword()
  return read('profile', getReach, (reach, { support, location, clientId }) => (
    <>
      <ReachEditor action={changeReach} intent={newIntent()} brandName={brand().name} reach={reach} confirm={confirm} />
      {support && (
        <HiddenValues
          {...{ location, client: clientId, reveal }}
          values={[{ what: 'phone', of: clientId, masked: reach.values.phone }]}
        />
      )}
    </>
  ))
}
