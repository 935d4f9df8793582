import { DetailsEditor } from '@/components/profile/details-editor'
import { HiddenValues } from '@/components/support/hidden-values'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { getProfile } from '@/server/use-cases/profile'
import { reveal } from '../../../agent/clients/[clientId]/actions'
import { updateDetails } from '../actions'

export default async function DetailsPage() {
  return read('profile', getProfile, ({ policy, values, regions, version }, { support, location, clientId }) => (
    <>
      <DetailsEditor
        action={updateDetails}
        intent={newIntent()}
        brandName={brand().name}
        profile={{ policy, values, regions, version }}
      />
      {support && (
        <HiddenValues
          {...{ location, client: clientId, reveal }}
          values={[{ what: 'taxId', of: clientId, masked: values.taxId ?? '' }]}
        />
      )}
    </>
  ))
}
