import { DetailsEditor } from '@/components/profile/details-editor'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { getProfile } from '@/server/use-cases/profile'
import { updateDetails } from '../actions'

export default async function DetailsPage() {
  return read('profile', getProfile, ({ policy, values, regions, version }) => (
    <DetailsEditor
      action={updateDetails}
      intent={newIntent()}
      brandName={brand().name}
      profile={{ policy, values, regions, version }}
    />
  ))
}
