import { ContactEditor } from '@/components/contacts/contact-editor'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { getContact } from '@/server/use-cases/contacts'
import { updateContact } from '../actions'

export default async function ContactPage({ params }: { params: Promise<{ contactId: string }> }) {
  const { contactId } = await params
  return read(
    'contacts',
    async (viewer) => getContact(viewer, idParam(contactId)),
    (known) => <ContactEditor known={known} action={updateContact} intent={newIntent()} brandName={brand().name} />,
  )
}
