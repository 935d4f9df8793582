import { RemovePage } from '@/components/contacts/remove-page'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { getContact } from '@/server/use-cases/contacts'
import { removeContact } from '../../actions'

export default async function RemoveContactPage({ params }: { params: Promise<{ contactId: string }> }) {
  const { contactId } = await params
  return read(
    'contacts',
    async (viewer) => getContact(viewer, idParam(contactId)),
    ({ contact, soleFor }) => (
      <RemovePage {...{ contact, soleFor }} action={removeContact} intent={newIntent()} brandName={brand().name} />
    ),
  )
}
