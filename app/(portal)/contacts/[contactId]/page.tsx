import { ContactEditor } from '@/components/contacts/contact-editor'
import { HiddenValues } from '@/components/support/hidden-values'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { getContact } from '@/server/use-cases/contacts'
import { reveal } from '../../../agent/clients/[clientId]/actions'
import { updateContact } from '../actions'

export default async function ContactPage({ params }: { params: Promise<{ contactId: string }> }) {
  const { contactId } = await params
  return read(
    'contacts',
    async (viewer) => getContact(viewer, idParam(contactId)),
    (known, { support, location, clientId }) => (
      <>
        <ContactEditor known={known} action={updateContact} intent={newIntent()} brandName={brand().name} />
        {support && (
          <HiddenValues
            {...{ location, client: clientId, reveal }}
            values={[{ what: 'contactPhone', of: known.contact.id, masked: known.contact.phone }]}
          />
        )}
      </>
    ),
  )
}
