import { OwnEditor } from '@/components/profile/editors'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { getOwn } from '@/server/use-cases/own-details'
import { updateOwnDetails } from '../actions'

export default async function YouPage() {
  return read('signed-in', getOwn, (own, { person }) => (
    <OwnEditor
      action={updateOwnDetails}
      intent={newIntent()}
      brandName={brand().name}
      own={own}
      hasLanguage={person.kind === 'user'}
    />
  ))
}
